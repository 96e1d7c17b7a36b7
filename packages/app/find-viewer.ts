import { accessStore } from '@throughline/db/access-store.ts';
import { parseOpaqueToken } from '@throughline/security/opaque-token.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';
import { loadViewer, type Viewer } from './viewer.ts';

/** Who holds this session token; null when it is none of ours, has ended or run out. */
export async function findViewer(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { sessionToken }: { sessionToken: string },
): Promise<Viewer | null> {
  const parsed = parseOpaqueToken(sessionToken);
  if (parsed === null) return null;
  const { organizationId, hash } = parsed;
  return db.inOrganization(organizationId, async (tx) => {
    const personId = await accessStore(tx).sessionPerson({ tokenHash: hash, wall: clock.wall() });
    if (personId === null) return null;
    const today = await organizationToday({ tx, organizationId, now: clock.now() });
    return loadViewer({ tx, organizationId, personId, today });
  });
}
