import { timingSafeEqual } from 'node:crypto';
import { microsoftOAuth } from '@throughline/calendars/microsoft/oauth.ts';
import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { createPkce } from '@throughline/security/pkce.ts';
import * as client from 'openid-client';
import type { ProviderSignIn, SignInAttempt } from './provider-sign-in.ts';

/** Who somebody is: nothing that an administrator would have to grant. */
const scope = 'openid profile email';

/**
 * Sign in with Microsoft, by the code flow that calendars are connected with. Its id tokens are checked there: every
 * tenant signs with an issuer of its own, which a client library configured for one issuer refuses.
 */
export function microsoftSignIn(settings: {
  clientId: string;
  clientSecret: string;
  /** `organizations`, `common`, or one tenant by id or domain. */
  tenant: string;
  loginBaseUrl: string | null;
  wall: () => Temporal.Instant;
}): ProviderSignIn {
  const oauth = microsoftOAuth({ ...settings, baseUrl: settings.loginBaseUrl });

  return {
    title: null,
    issuer: null,

    begin({ redirectUri }) {
      const pkce = createPkce();
      const attempt: SignInAttempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: pkce.verifier,
      };
      const asked = oauth.authorizationUrl({
        purpose: 'availability',
        state: attempt.state,
        nonce: attempt.nonce,
        codeChallenge: pkce.challenge,
        redirectUri,
        loginHint: null,
      });
      const url = new URL(asked);
      url.searchParams.set('scope', scope);
      return Promise.resolve({ kind: 'begun', url: url.href, attempt });
    },

    async complete({ callbackUrl, attempt: { state, nonce, verifier } }) {
      const { origin, pathname, searchParams } = callbackUrl;
      const given = (name: string) => (searchParams.getAll(name).length === 1 ? searchParams.get(name) : null);
      if (!isSame(given('state') ?? '', state)) return { kind: 'refused', reason: 'another state' };
      const code = given('code');
      if (code === null) return { kind: 'refused', reason: searchParams.has('error') ? 'refused there' : 'no code' };
      try {
        const redirectUri = `${origin}${pathname}`;
        const { identity } = await oauth.exchange({ code, verifier, nonce, redirectUri });
        return { kind: 'account', account: { email: identity.email, tenant: identity.tenant } };
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        return { kind: 'refused', reason: `${error.kind}: ${error.message}` };
      }
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
