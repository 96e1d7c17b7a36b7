import { randomUUIDv7 } from 'node:crypto';
import { oauthAttemptStore } from '@throughline/db/oauth-attempt-store.ts';
import { hashToken } from '@throughline/security/token-hash.ts';
import type { AppContext } from './context.ts';

/** Nothing can be done with an attempt that ran out. */
const remembered = { hours: 24 } as const;

/**
 * Spends a sign-in that was under way, once its person is known: false when it was spent before. A browser keeps the
 * attempt, and whoever copied it could come again as long as the provider takes a code twice.
 */
export async function spendSignIn(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    personId,
    provider,
    state,
    expiresAt,
  }: {
    organizationId: string;
    personId: string;
    provider: 'google' | 'microsoft' | 'oidc';
    state: string;
    /** Wall time, after which the attempt is worth nothing anyway. */
    expiresAt: Temporal.Instant;
  },
): Promise<boolean> {
  const wall = clock.wall();
  return db.inOrganization(organizationId, async (tx) => {
    const attempts = oauthAttemptStore(tx);
    await attempts.removeExpired({ before: wall.subtract(remembered) });
    return attempts.insertSpent({
      id: randomUUIDv7(),
      stateHash: hashToken(state),
      personId,
      provider,
      expiresAt,
      usedAt: wall,
    });
  });
}
