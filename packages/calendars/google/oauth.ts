import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarOAuth, TokenSet } from '@throughline/app/ports/calendar.ts';
import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import { endsGrant, refusedAsCode } from '../token-request.ts';
import { authorizationRefusal } from './authorization-refusal.ts';
import { identityFrom } from './id-token.ts';
import { oauthCall } from './oauth-call.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { attendanceRequest, grantedScopes, requiredScopes } from './scopes.ts';

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  scope: z.string(),
});
const codeAnswer = tokenAnswer.extend({ id_token: z.string().min(1) });

/** Google's authorization-code flow (developers.google.com/identity/protocols/oauth2/web-server) with PKCE. */
export function googleOAuth({
  clientId,
  clientSecret,
  baseUrl,
  wall,
}: {
  clientId: string;
  clientSecret: string;
  baseUrl: string | null;
  wall: () => Temporal.Instant;
}): CalendarOAuth {
  const endpoints = oauthEndpoints(baseUrl);
  const keys = createRemoteJWKSet(new URL(endpoints.keys));
  const client = { client_id: clientId, client_secret: clientSecret };

  const tokenSet = (answer: z.infer<typeof tokenAnswer>): TokenSet => ({
    accessToken: answer.access_token,
    accessTokenExpiresAt: wall().add({ seconds: Math.floor(answer.expires_in) }),
    refreshToken: answer.refresh_token ?? null,
    scopes: grantedScopes(answer.scope),
  });

  return {
    requiredScopes,

    authorizationUrl({ purpose, attendance = false, state, nonce, codeChallenge, redirectUri, loginHint }) {
      const url = new URL(endpoints.authorize);
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: (attendance ? attendanceRequest : requiredScopes(purpose)).join(' '),
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        // A refresh token comes with offline access, and for a returning person only with a new consent.
        access_type: 'offline',
        prompt: 'consent',
        ...(attendance ? { include_granted_scopes: 'true' } : {}),
        ...(loginHint === null ? {} : { login_hint: loginHint }),
      }).toString();
      return url.href;
    },

    authorizationRefusal,

    async exchange({ code, verifier, nonce, redirectUri }) {
      const form = {
        ...client,
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      };
      const answer = await refusedAsCode({
        provider: 'Google',
        exchange: () => oauthCall({ endpoint: endpoints.token, form, answer: codeAnswer, wall }),
      });
      const identity = await identityFrom({ idToken: answer.id_token, keys, clientId, nonce, wall: wall() });
      return { tokens: tokenSet(answer), identity };
    },

    async refresh({ refreshToken }) {
      const form = { ...client, grant_type: 'refresh_token', refresh_token: refreshToken };
      return tokenSet(await oauthCall({ endpoint: endpoints.token, form, answer: tokenAnswer, wall }));
    },

    async revoke({ refreshToken }) {
      try {
        await oauthCall({ endpoint: endpoints.revoke, form: { token: refreshToken }, answer: z.unknown(), wall });
        return true;
      } catch (error) {
        if (error instanceof CalendarError && endsGrant(error.kind)) return true;
        throw error;
      }
    },

    // People of a Workspace organisation consent for themselves unless its administrator forbids the application.
    adminConsent: null,
  };
}
