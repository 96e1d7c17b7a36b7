import { oauthAttemptStore } from '@throughline/db/oauth-attempt-store.ts';
import { open } from '@throughline/security/envelope.ts';
import { parseOpaqueToken } from '@throughline/security/opaque-token.ts';
import { matchesTokenHash } from '@throughline/security/token-hash.ts';
import type { AppContext } from './context.ts';
import type { ConnectionPurpose, ProviderName } from './ports/calendar.ts';

export type RedeemedAttempt = {
  readonly organizationId: string;
  readonly personId: string;
  readonly purpose: ConnectionPurpose;
  /** Asked for on top of what was granted before. */
  readonly attendance: boolean;
  readonly verifier: string;
  readonly nonce: string;
  readonly returnTo: string;
};

export type AttemptRefusal = 'unknown_state' | 'expired' | 'other_browser' | 'other_provider';

/** The attempt a browser comes back with. Its state is spent by being shown, to whomever and whatever comes of it. */
export async function redeemAttempt(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { state, browserToken, provider }: { state: string; browserToken: string | null; provider: ProviderName },
): Promise<RedeemedAttempt | { readonly refused: AttemptRefusal }> {
  const parsed = parseOpaqueToken(state);
  if (parsed === null) return { refused: 'unknown_state' };
  const { organizationId, hash: stateHash } = parsed;
  const wall = clock.wall();
  const attempt = await db.inOrganization(organizationId, (tx) => oauthAttemptStore(tx).spend({ stateHash, wall }));
  if (attempt === null || attempt.purpose === 'sign_in' || attempt.personId === null)
    return { refused: 'unknown_state' };
  if (Temporal.Instant.compare(wall, attempt.expiresAt) >= 0) return { refused: 'expired' };
  if (attempt.provider !== provider) return { refused: 'other_provider' };
  const isSameBrowser = browserToken !== null && matchesTokenHash({ token: browserToken, hash: attempt.browserHash });
  if (!isSameBrowser) return { refused: 'other_browser' };

  const context = { organizationId, recordId: attempt.id, field: 'verifier' };
  return {
    organizationId,
    personId: attempt.personId,
    purpose: attempt.purpose,
    attendance: attempt.attendance,
    verifier: open({ keyring, sealed: attempt.verifier, context }),
    nonce: attempt.nonce,
    returnTo: attempt.returnTo,
  };
}
