import { accessStore, type SessionMethod } from '@throughline/db/access-store.ts';
import { createOpaqueToken } from '@throughline/security/opaque-token.ts';
import type { AppContext } from './context.ts';

/** Sessions end after this long at the latest, wall time. */
const sessionHours = 12;

/** A fresh session with a fresh token: signing in never continues one that was there before. */
export async function openSession(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId, method }: { organizationId: string; personId: string; method: SessionMethod },
): Promise<{ token: string; seconds: number }> {
  const wall = clock.wall();
  const { token, hash } = createOpaqueToken({ organizationId });
  await db.inOrganization(organizationId, (tx) =>
    accessStore(tx).openSession({
      tokenHash: hash,
      personId,
      method,
      createdAt: wall,
      expiresAt: wall.add({ hours: sessionHours }),
    }),
  );
  return { token, seconds: sessionHours * 3600 };
}
