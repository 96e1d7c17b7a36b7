import * as client from 'openid-client';
import { z } from 'zod';
import type { ProviderSignIn, SignInAttempt } from './provider-sign-in.ts';

const issuer = 'https://accounts.google.com';
const timeoutSeconds = 10;

const claimsOf = z.object({
  email: z.email(),
  email_verified: z.literal(true),
  nonce: z.string(),
  hd: z.string().optional(),
});

/**
 * Sign in with Google: OpenID Connect code flow with state, nonce, PKCE S256 and the id token's signature, issuer
 * and audience checked. `oauthBaseUrl` replaces scheme and authority of Google's endpoints, never the issuer.
 */
export function googleSignIn({
  clientId,
  clientSecret,
  oauthBaseUrl,
}: {
  clientId: string;
  clientSecret: string;
  oauthBaseUrl: string | null;
}): ProviderSignIn {
  const endpoint = (host: string, path: string) => `${oauthBaseUrl ?? `https://${host}`}${path}`;
  const config = new client.Configuration(
    {
      issuer,
      authorization_endpoint: endpoint('accounts.google.com', '/o/oauth2/v2/auth'),
      token_endpoint: endpoint('oauth2.googleapis.com', '/token'),
      jwks_uri: endpoint('www.googleapis.com', '/oauth2/v3/certs'),
    },
    clientId,
    { client_secret: clientSecret },
    client.ClientSecretPost(clientSecret),
  );
  config.timeout = timeoutSeconds;
  client.enableNonRepudiationChecks(config);
  if (oauthBaseUrl?.startsWith('http:')) client.allowInsecureRequests(config);

  return {
    title: null,
    issuer: null,

    async begin({ redirectUri }) {
      const attempt: SignInAttempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { kind: 'begun', url: url.href, attempt };
    },

    async complete({ callbackUrl, attempt }) {
      try {
        const tokens = await client.authorizationCodeGrant(config, callbackUrl, {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        });
        const claims = claimsOf.safeParse(tokens.claims());
        if (!claims.success) return { kind: 'refused', reason: z.prettifyError(claims.error) };
        const { email, hd = null } = claims.data;
        return { kind: 'account', account: { email, tenant: hd } };
      } catch (error) {
        // Whatever a browser and a far server bring along, the answer is the same: nobody is signed in.
        return { kind: 'refused', reason: error instanceof Error ? error.message : 'no error given' };
      }
    },
  };
}
