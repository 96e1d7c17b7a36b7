import { accessStore } from '@throughline/db/access-store.ts';
import { parseApiKey } from '@throughline/security/api-key.ts';
import type { AppContext } from './context.ts';

export type ApiClient = {
  readonly organizationId: string;
  readonly keyId: string;
  readonly scopes: ReadonlySet<string>;
};

/** Who sent this key; null when it is none of ours, was revoked or has run out. */
export async function authenticateApiKey(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { key }: { key: string },
): Promise<ApiClient | null> {
  const parsed = parseApiKey(key);
  if (parsed === null) return null;
  const { organizationId, hash } = parsed;
  return db.inOrganization(organizationId, async (tx) => {
    const store = accessStore(tx);
    const found = await store.findApiKey({ keyHash: hash, wall: clock.wall() });
    if (found === null) return null;
    await store.touchApiKey({ id: found.id, wall: clock.wall() });
    return { organizationId, keyId: found.id, scopes: new Set(found.scopes) };
  });
}
