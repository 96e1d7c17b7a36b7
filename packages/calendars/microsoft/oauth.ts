import type { AdminConsent, CalendarOAuth, TokenSet } from '@throughline/app/ports/calendar.ts';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { refusedAsCode } from '../token-request.ts';
import { authorizationRefusal } from './authorization-refusal.ts';
import { identityFrom } from './id-token.ts';
import { oauthCall } from './oauth-call.ts';
import { oauthEndpoints, personalTenant } from './oauth-endpoints.ts';
import { attendanceScopes, fullName, grantedScopes, requiredScopes, tenantScopes } from './scopes.ts';
import { tenantOf } from './tenant-of.ts';

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  id_token: z.string().min(1).optional(),
  scope: z.string(),
});
const codeAnswer = tokenAnswer.extend({ id_token: z.string().min(1) });

/**
 * Microsoft's authorization-code flow (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow) with
 * PKCE. Tokens are opaque to us. The client does not declare that it understands claims challenges (`cp1`), as that
 * would make access tokens live for a day, but meets one when it comes.
 */
export function microsoftOAuth({
  clientId,
  clientSecret,
  tenant,
  baseUrl,
  wall,
}: {
  clientId: string;
  clientSecret: string;
  /** `common`, `organizations`, or one tenant by id or domain. */
  tenant: string;
  baseUrl: string | null;
  wall: () => Temporal.Instant;
}): CalendarOAuth {
  const endpoints = oauthEndpoints({ baseUrl, tenant });
  const client = { client_id: clientId, client_secret: clientSecret };
  const keys = new Map<string, JWTVerifyGetKey>();

  const keysOf = (tenantId: string): JWTVerifyGetKey => {
    const known = keys.get(tenantId) ?? createRemoteJWKSet(new URL(endpoints.keys(tenantId)));
    keys.set(tenantId, known);
    return known;
  };

  const accepts = async (tenantId: string): Promise<boolean> => {
    if (tenant === 'common') return true;
    if (tenant === 'organizations') return tenantId !== personalTenant;
    if (tenant === 'consumers') return tenantId === personalTenant;
    return (
      tenantId === tenant.toLowerCase() || tenantId === (await tenantOf({ endpoint: endpoints.discovery(tenant) }))
    );
  };

  const tokenSet = (answer: z.infer<typeof tokenAnswer>): TokenSet => ({
    accessToken: answer.access_token,
    accessTokenExpiresAt: wall().add({ seconds: Math.floor(answer.expires_in) }),
    refreshToken: answer.refresh_token ?? null,
    scopes: grantedScopes({
      scope: answer.scope,
      hasIdToken: answer.id_token !== undefined,
      hasRefreshToken: answer.refresh_token !== undefined,
    }),
  });

  const adminConsentUrl = ({
    tenant: whose,
    state,
    redirectUri,
    scopes,
  }: Parameters<AdminConsent['url']>[0] & { scopes: readonly string[] }) => {
    const url = new URL(endpoints.adminConsent(whose));
    const scope = scopes.map(fullName).join(' ');
    url.search = new URLSearchParams({ client_id: clientId, scope, redirect_uri: redirectUri, state }).toString();
    return url.href;
  };

  return {
    requiredScopes,

    authorizationUrl({ purpose, attendance = false, state, nonce, codeChallenge, redirectUri, loginHint }) {
      const url = new URL(endpoints.authorize);
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        response_mode: 'query',
        scope: [...requiredScopes(purpose), ...(attendance ? attendanceScopes : [])].join(' '),
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        // Never `consent`: it asks people again for what their administrator has allowed, and that they may not allow.
        ...(loginHint === null ? { prompt: 'select_account' } : { login_hint: loginHint }),
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
        provider: 'Microsoft',
        exchange: () => oauthCall({ endpoint: endpoints.token, form, answer: codeAnswer, wall }),
      });
      const identity = await identityFrom({ idToken: answer.id_token, keysOf, clientId, nonce, accepts, wall: wall() });
      return { tokens: tokenSet(answer), identity };
    },

    async refresh({ refreshToken, claims = null }) {
      const form = {
        ...client,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        ...(claims === null ? {} : { claims }),
      };
      return tokenSet(await oauthCall({ endpoint: endpoints.token, form, answer: tokenAnswer, wall }));
    },

    // Microsoft lets no application end a grant: forgetting the tokens is all there is. People and administrators end
    // it on their own pages (myapplications.microsoft.com, Enterprise applications).
    revoke: () => Promise.resolve(false),

    adminConsent: {
      scopes: tenantScopes,
      url: (asked) => adminConsentUrl({ ...asked, scopes: tenantScopes }),
      attendanceScopes,
      attendanceUrl: (asked) => adminConsentUrl({ ...asked, scopes: attendanceScopes }),
      tenantOf: ({ domain }) => tenantOf({ endpoint: endpoints.discovery(domain) }),
      isPersonal: (whose) => whose === personalTenant,
    },
  };
}
