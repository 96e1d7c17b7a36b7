import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { AccountStore } from '../../core/accounts/account-store.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import type { AuthorizationCode, AuthorizationCodes } from '../../core/oauth/authorization-codes.ts';
import { accessTokenSeconds } from './grants.ts';
import type { Grants } from './grants.ts';
import { signIdToken } from './id-token.ts';
import { secretMatches } from '../../core/oauth/oauth-clients.ts';
import type { OAuthClient, OAuthClients } from '../../core/oauth/oauth-clients.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';

const tokenRequest = z.object({
  grant_type: z.string().default(''),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().default(''),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().default(''),
});

type TokenRequest = z.infer<typeof tokenRequest>;

/** What is answered in place of tokens, in OAuth's shape (RFC 6749 §5.2) and Google's words. */
type TokenError = { readonly status: 400 | 401; readonly error: string; readonly description: string };

const malformedCode: TokenError = { status: 400, error: 'invalid_grant', description: 'Malformed auth code.' };
const badRequest: TokenError = { status: 400, error: 'invalid_grant', description: 'Bad Request' };
const deadToken: TokenError = {
  status: 400,
  error: 'invalid_grant',
  description: 'Token has been expired or revoked.',
};

/** oauth2.googleapis.com: codes and refresh tokens become access tokens here, and die here. */
export function tokenRoutes({
  app,
  accounts,
  clients,
  grants,
  codes,
  faults,
  signingKey,
}: {
  app: FastifyInstance;
  accounts: AccountStore;
  clients: OAuthClients;
  grants: Grants;
  codes: AuthorizationCodes;
  faults: FaultStore;
  signingKey: () => Promise<SigningKey>;
}): void {
  const answer = async ({
    account,
    clientId,
    scopes,
    nonce,
    refreshToken,
  }: {
    account: string;
    clientId: string;
    scopes: readonly string[];
    nonce: string | null;
    refreshToken: string | null;
  }) => {
    const person = accounts.get(account);
    const { token } = grants.issueAccessToken({ clientId, account, scopes });
    const identified = scopes.includes('openid') && person !== undefined;
    return {
      access_token: token,
      expires_in: accessTokenSeconds,
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      scope: scopes.join(' '),
      token_type: 'Bearer',
      ...(identified
        ? {
            id_token: await signIdToken({
              key: await signingKey(),
              person,
              clientId,
              scopes,
              nonce,
              accessToken: token,
            }),
          }
        : {}),
    };
  };

  app.post('/token', async (incoming, reply) => {
    const given = tokenRequest.safeParse(incoming.body ?? {});
    if (!given.success) {
      return sendError(reply, { status: 400, error: 'invalid_request', description: 'Bad Request' });
    }
    const client = authenticate({ given: given.data, authorization: incoming.headers.authorization, clients });
    if ('error' in client) return sendError(reply, client);
    const { clientId } = client;

    switch (given.data.grant_type) {
      case 'authorization_code': {
        const redeemed = codes.redeem(given.data.code);
        if (redeemed.kind === 'unknown') return sendError(reply, malformedCode);
        if (redeemed.kind === 'used') {
          // RFC 6749 §4.1.2: a code seen twice may have been stolen, so what came of it ends too.
          grants.revoke(redeemed.code);
          return sendError(reply, badRequest);
        }
        const problem = checkCode({ code: redeemed.code, given: given.data, clientId });
        if (problem !== null) return sendError(reply, problem);
        const { account, scopes, nonce, offline } = redeemed.code;
        const refreshToken = offline ? grants.issueRefreshToken({ clientId, account, scopes }) : null;
        return answer({ account, clientId, scopes, nonce, refreshToken });
      }
      case 'refresh_token': {
        const found = grants.findRefreshToken(given.data.refresh_token);
        if (found === undefined) return sendError(reply, deadToken);
        if (found.clientId !== clientId) return sendError(reply, badRequest);
        const target = { account: found.account, method: 'POST', path: '/token' };
        const rotated = faults.take({ kinds: ['rotate_refresh_token'], target }) !== undefined;
        const refreshToken = rotated ? grants.rotate(found) : null;
        return answer({ account: found.account, clientId, scopes: found.scopes, nonce: null, refreshToken });
      }
      default: {
        const description = `Invalid grant_type: ${given.data.grant_type}`;
        return sendError(reply, { status: 400, error: 'unsupported_grant_type', description });
      }
    }
  });

  app.post('/revoke', (incoming, reply) => {
    const { token } = { ...Object(incoming.query), ...Object(incoming.body) } as { token?: unknown };
    if (typeof token !== 'string' || token === '') {
      return sendError(reply, {
        status: 400,
        error: 'invalid_request',
        description: 'Missing required parameter: token',
      });
    }
    if (grants.revokeToken(token)) return reply.send({});
    return sendError(reply, { status: 400, error: 'invalid_token', description: 'Token expired or revoked' });
  });
}

function authenticate({
  given,
  authorization,
  clients,
}: {
  given: TokenRequest;
  authorization: string | undefined;
  clients: OAuthClients;
}): OAuthClient | TokenError {
  const credentials = basicCredentials(authorization) ?? { id: given.client_id, secret: given.client_secret };
  if (!credentials.id) {
    return { status: 400, error: 'invalid_request', description: 'Could not determine client ID from request.' };
  }
  const client = clients.find(credentials.id);
  if (client === undefined) {
    return { status: 401, error: 'invalid_client', description: 'The OAuth client was not found.' };
  }
  if (credentials.secret === undefined) {
    return { status: 400, error: 'invalid_request', description: 'client_secret is missing.' };
  }
  if (!secretMatches({ client, secret: credentials.secret })) {
    return { status: 401, error: 'invalid_client', description: 'Unauthorized' };
  }
  return client;
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(authorization: string | undefined): { id: string; secret: string } | null {
  if (authorization === undefined || !/^basic /i.test(authorization)) return null;
  const [id = '', secret = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(/:(.*)/s);
  return { id: decodeForm(id), secret: decodeForm(secret) };
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function checkCode({
  code,
  given,
  clientId,
}: {
  code: AuthorizationCode;
  given: TokenRequest;
  clientId: string;
}): TokenError | null {
  if (code.clientId !== clientId) return badRequest;
  if (code.redirectUri !== given.redirect_uri) {
    return { status: 400, error: 'redirect_uri_mismatch', description: 'Bad Request' };
  }
  if (code.codeChallenge === null) return null;
  if (given.code_verifier === undefined) {
    return { status: 400, error: 'invalid_grant', description: 'Missing code verifier.' };
  }
  const challenge = createHash('sha256').update(given.code_verifier).digest('base64url');
  if (challenge === code.codeChallenge) return null;
  return { status: 400, error: 'invalid_grant', description: 'Invalid code verifier.' };
}

function sendError(reply: FastifyReply, { status, error, description }: TokenError): FastifyReply {
  return reply.code(status).send({ error, error_description: description });
}
