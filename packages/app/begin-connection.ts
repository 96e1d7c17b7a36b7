import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { oauthAttemptStore } from '@throughline/db/oauth-attempt-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
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

export type BegunConnection =
  | { readonly kind: 'begun'; readonly authorizationUrl: string }
  | { readonly kind: 'refused'; readonly reason: 'unknown_person' | 'provider_not_offered' | 'admin_needed' };

/**
 * Starts connecting a person's calendar: where to send the browser. `browserToken` is a secret of this browser's
 * cookie; the answer is taken from that browser alone, once, within ten minutes. Somebody who organises already
 * is never asked for less; nobody is sent where an administrator has to grant first.
 */
export async function beginConnection(
  {
    db,
    clock,
    calendars,
    keyring,
    publicUrl,
  }: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl'>,
  {
    organizationId,
    personId,
    provider: name,
    purpose: wanted,
    browserToken,
    returnTo,
  }: {
    organizationId: string;
    personId: string;
    provider: ProviderName;
    purpose: ConnectionPurpose;
    browserToken: string;
    returnTo: string | null;
  },
): Promise<BegunConnection> {
  if (!calendars.offered().includes(name)) return { kind: 'refused', reason: 'provider_not_offered' };
  const wall = clock.wall();
  const state = createOpaqueToken({ organizationId });
  const nonce = randomBytes(32).toString('base64url');
  const pkce = createPkce();
  const id = randomUUIDv7();

  const begun = await db.inOrganization(organizationId, async (tx) => {
    const person = await peopleStore(tx).byId(personId);
    if (person === null || person.status === 'inactive') return 'unknown_person';
    const domain = await calendarDomainStore(tx).byDomain(mailDomainOf(person.workEmail));
    if (domain?.provider === name && domain.consent === 'needed') return 'admin_needed';
    const present = await connectionStore(tx).ofPerson(personId);
    const purpose = present?.purpose === 'organize' ? 'organize' : wanted;
    const attempts = oauthAttemptStore(tx);
    await attempts.removeExpired({ before: wall.subtract(remembered) });
    await attempts.insert({
      id,
      stateHash: state.hash,
      browserHash: hashToken(browserToken),
      provider: name,
      purpose,
      personId,
      verifier: seal({
        keyring,
        plaintext: pkce.verifier,
        context: { organizationId, recordId: id, field: 'verifier' },
      }),
      nonce,
      returnTo: safeRedirect({ target: returnTo, fallback: '/connect' }),
      expiresAt: wall.add(attemptLasts),
    });
    return { purpose, loginHint: person.workEmail };
  });
  if (typeof begun === 'string') return { kind: 'refused', reason: begun };

  const authorizationUrl = calendars.provider(name).oauth.authorizationUrl({
    ...begun,
    state: state.token,
    nonce,
    codeChallenge: pkce.challenge,
    redirectUri: connectionRedirectUri({ publicUrl, provider: name }),
  });
  return { kind: 'begun', authorizationUrl };
}
