import * as client from 'openid-client';
import { addressInClaims } from './address-in-claims.ts';
import { issuerTitle } from './issuer-title.ts';
import type { ProviderSignIn, SignInAttempt } from './provider-sign-in.ts';

export type IssuerSettings = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

const timeoutSeconds = 10;

/**
 * Sign in at any OpenID Connect issuer (Okta, Entra): code flow with state, nonce, PKCE S256 and the id token's signature,
 * issuer, audience and authorised party checked. Where its endpoints and keys are is asked when somebody first signs in, and
 * again as long as there was no answer: an issuer that is down stops no process.
 */
export function oidcSignIn({ issuer, clientId, clientSecret }: IssuerSettings): ProviderSignIn {
  let discovered: client.Configuration | null = null;

  async function configuration(): Promise<client.Configuration> {
    if (discovered !== null) return discovered;
    const extensions = [client.enableNonRepudiationChecks];
    // The settings allow this for an issuer on this machine alone.
    if (issuer.startsWith('http:')) extensions.push(client.allowInsecureRequests);
    const found = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: timeoutSeconds,
      execute: extensions,
    });
    discovered = found;
    return found;
  }

  return {
    title: issuerTitle(issuer),
    issuer,

    async begin({ redirectUri }) {
      const attempt: SignInAttempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      try {
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: redirectUri,
          scope: 'openid email profile',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
        });
        return { kind: 'begun', url: url.href, attempt };
      } catch (error) {
        return { kind: 'unreachable', reason: messageOf(error) };
      }
    },

    async complete({ callbackUrl, attempt }) {
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), callbackUrl, {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        // The library asks for it beside several audiences only (OpenID Connect Core 1.0 §3.1.3.7).
        if (claims?.azp !== undefined && claims.azp !== clientId) {
          return { kind: 'refused', reason: 'an id token made for another application' };
        }
        const address = addressInClaims({ issuer, given: claims });
        if (address.kind === 'refused') return address;
        return { kind: 'account', account: { email: address.email, tenant: issuer } };
      } catch (error) {
        // Whatever a browser and a far server bring along, the answer is the same: nobody is signed in.
        return { kind: 'refused', reason: messageOf(error) };
      }
    },
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no error given';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
