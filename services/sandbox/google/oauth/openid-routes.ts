import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import type { AccountStore } from '../../core/accounts/account-store.ts';
import { originOf } from '../../core/request-origin.ts';
import { insufficientPermissions, invalidCredentials } from '../google-error.ts';
import type { AccessToken, Grants } from './grants.ts';
import { issuer, profileClaims } from './id-token.ts';
import { isIdentityScope, scopeNamed } from './scopes.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';

/** What Google serves about itself and about the bearer of a token. */
export function openidRoutes({
  app,
  accounts,
  grants,
  signingKey,
}: {
  app: FastifyInstance;
  accounts: AccountStore;
  grants: Grants;
  signingKey: () => Promise<SigningKey>;
}): void {
  app.get('/.well-known/openid-configuration', (incoming) => {
    const origin = originOf(incoming);
    return {
      issuer,
      authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
      token_endpoint: `${origin}/token`,
      userinfo_endpoint: `${origin}/v1/userinfo`,
      revocation_endpoint: `${origin}/revoke`,
      jwks_uri: `${origin}/oauth2/v3/certs`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'profile'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      claims_supported: [
        'aud',
        'email',
        'email_verified',
        'exp',
        'family_name',
        'given_name',
        'iat',
        'iss',
        'name',
        'sub',
      ],
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
    };
  });

  app.get('/oauth2/v3/certs', async (_incoming, reply) => {
    const key = await signingKey();
    return reply.header('cache-control', 'public, max-age=3600').send({ keys: [key.publicJwk] });
  });

  const bearer = (incoming: FastifyRequest): AccessToken => {
    const token = grants.findAccessToken(/^Bearer (.+)$/i.exec(incoming.headers.authorization ?? '')?.[1] ?? '');
    if (token === undefined) throw invalidCredentials();
    if (!token.scopes.some(isIdentityScope)) throw insufficientPermissions([scopeNamed('userinfo.email')]);
    return token;
  };

  const personOf = (token: AccessToken) => {
    const person = accounts.get(token.account);
    if (person === undefined) throw invalidCredentials();
    return person;
  };

  const openidUserinfo = (incoming: FastifyRequest) => {
    const token = bearer(incoming);
    const person = personOf(token);
    const hostedDomain = person.hostedDomain === null ? {} : { hd: person.hostedDomain };
    return { sub: person.subject, ...profileClaims({ person, scopes: token.scopes }), ...hostedDomain };
  };
  for (const path of ['/v1/userinfo', '/oauth2/v3/userinfo']) app.get(path, openidUserinfo);

  const userinfo = (incoming: FastifyRequest) => {
    const token = bearer(incoming);
    const person = personOf(token);
    const { email_verified: verified, ...claims } = profileClaims({ person, scopes: token.scopes });
    const hostedDomain = person.hostedDomain === null ? {} : { hd: person.hostedDomain };
    return {
      id: person.subject,
      ...claims,
      ...(verified === undefined ? {} : { verified_email: verified }),
      ...hostedDomain,
    };
  };
  for (const path of ['/oauth2/v2/userinfo', '/userinfo/v2/me']) app.get(path, userinfo);

  const tokeninfo = (incoming: FastifyRequest) => {
    const given = { ...Object(incoming.query), ...Object(incoming.body) } as Record<string, unknown>;
    const fromHeader = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
    if (typeof given['id_token'] === 'string') return decodeJwt(given['id_token']);
    const asParameter = typeof given['access_token'] === 'string' ? given['access_token'] : undefined;
    const token = grants.findAccessToken(asParameter ?? fromHeader ?? '');
    if (token === undefined) return null;
    const person = personOf(token);
    const aud = token.clientId ?? 'sandbox';
    return {
      azp: aud,
      aud,
      sub: person.subject,
      scope: token.scopes.join(' '),
      exp: String(Math.floor(token.expiresAt / 1000)),
      expires_in: String(Math.floor((token.expiresAt - Date.now()) / 1000)),
      email: person.email,
      email_verified: 'true',
      access_type: 'offline',
    };
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/tokeninfo',
    handler: (incoming, reply) => {
      const info = tokeninfo(incoming);
      if (info !== null) return reply.send(info);
      return reply.code(400).send({ error: 'invalid_token', error_description: 'Invalid Value' });
    },
  });
}
