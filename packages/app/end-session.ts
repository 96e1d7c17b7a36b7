import { accessStore } from '@throughline/db/access-store.ts';
import { parseOpaqueToken } from '@throughline/security/opaque-token.ts';
import type { AppContext } from './context.ts';

export async function endSession(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { sessionToken }: { sessionToken: string },
): Promise<void> {
  const parsed = parseOpaqueToken(sessionToken);
  if (parsed === null) return;
  await db.inOrganization(parsed.organizationId, (tx) =>
    accessStore(tx).endSession({ tokenHash: parsed.hash, wall: clock.wall() }),
  );
}
