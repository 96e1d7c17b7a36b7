import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '@throughline/db/database.ts';
import { oauthAttemptStore } from '@throughline/db/oauth-attempt-store.ts';
import { seal } from '@throughline/security/envelope.ts';
import { createOpaqueToken } from '@throughline/security/opaque-token.ts';
import { createPkce } from '@throughline/security/pkce.ts';
import { safeRedirect } from '@throughline/security/safe-redirect.ts';
import { hashToken } from '@throughline/security/token-hash.ts';
import { connectionRedirectUri } from './connection-redirect-uri.ts';
import type { AppContext } from './context.ts';
import type { ConnectionPurpose, ProviderName } from './ports/calendar.ts';

const attemptLasts = { minutes: 10 } as const;
/** Spent and expired attempts are kept this long to be told apart from states that never were. */
const remembered = { hours: 24 } as const;

export type AttemptContext = Pick<AppContext, 'clock' | 'calendars' | 'keyring' | 'publicUrl'>;

/**
 * Remembers that a browser leaves for a provider; answers where to send it. `browserToken` is a secret of this browser's
 * cookie: the answer is taken from that browser alone, once, within ten minutes.
 */
export async function openAttempt(
  { clock, calendars, keyring, publicUrl }: AttemptContext,
  {
    tx,
    organizationId,
    personId,
    provider,
    purpose,
    attendance,
    loginHint,
    browserToken,
    returnTo,
  }: {
    tx: Transaction;
    organizationId: string;
    personId: string;
    provider: ProviderName;
    purpose: ConnectionPurpose;
    attendance: boolean;
    loginHint: string;
    browserToken: string;
    returnTo: string | null;
  },
): Promise<string> {
  const wall = clock.wall();
  const state = createOpaqueToken({ organizationId });
  const nonce = randomBytes(32).toString('base64url');
  const pkce = createPkce();
  const id = randomUUIDv7();
  const context = { organizationId, recordId: id, field: 'verifier' };
  const attempts = oauthAttemptStore(tx);
  await attempts.removeExpired({ before: wall.subtract(remembered) });
  await attempts.insert({
    id,
    stateHash: state.hash,
    browserHash: hashToken(browserToken),
    provider,
    purpose,
    attendance,
    personId,
    verifier: seal({ keyring, plaintext: pkce.verifier, context }),
    nonce,
    returnTo: safeRedirect({ target: returnTo, fallback: '/connect' }),
    expiresAt: wall.add(attemptLasts),
  });
  return calendars.provider(provider).oauth.authorizationUrl({
    purpose,
    attendance,
    state: state.token,
    nonce,
    codeChallenge: pkce.challenge,
    redirectUri: connectionRedirectUri({ publicUrl, provider }),
    loginHint,
  });
}
