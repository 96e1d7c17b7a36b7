import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../core/accounts/account-store.ts';
import type { AuthorizationCodes } from '../../core/oauth/authorization-codes.ts';
import type { OAuthClients } from '../../core/oauth/oauth-clients.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import { aadstsBody, aadstsStatus } from './aadsts-error.ts';
import { admits, audienceNamed } from './audience.ts';
import { awaitingAdministrator } from './consents.ts';
import { signIdToken } from './id-token.ts';
import { parseScopes, presentScopes } from './scopes.ts';
import { authenticateClient, codeProblem, missing, tokenRequest } from './token-request.ts';
import type { TokenProblem, TokenRequest } from './token-request.ts';

const address = z.object({ tenant: z.string() });

/** What tokens are made of. */
type Allowed = {
  readonly account: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  /** Whether a refresh token goes with them. */
  readonly offline: boolean;
  readonly claims: string | null;
};

/** The token endpoint. Refresh tokens come anew with every use; the old one stays good. */
export function tokenRoutes({
  app,
  microsoft,
  clients,
  codes,
  signingKey,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  clients: OAuthClients;
  codes: AuthorizationCodes;
  signingKey: () => Promise<SigningKey>;
}): void {
  const { tenants, grants, challenges, faults } = microsoft;

  const byCode = ({ given, clientId }: { given: TokenRequest; clientId: string }): Allowed | TokenProblem => {
    if (given.code === '') return missing('code');
    const redeemed = codes.redeem(given.code);
    if (redeemed.kind === 'unknown') return { code: '70008' };
    if (redeemed.kind === 'used') return { code: '54005' };
    const { code } = redeemed;
    return codeProblem({ code, given, clientId }) ?? { ...code, claims: given.claims ?? code.claims };
  };

  const byRefreshToken = ({ given, clientId }: { given: TokenRequest; clientId: string }): Allowed | TokenProblem => {
    if (given.refresh_token === '') return missing('refresh_token');
    const held = grants.findRefreshToken(given.refresh_token);
    if (held === undefined) return { code: '9002313' };
    if (held.clientId !== clientId) return { code: '70000' };
    if (held.deadBecause !== null) return { code: held.deadBecause };
    const asked = parseScopes(given.scope);
    const target = { account: held.account, method: 'POST', path: '/oauth2/v2.0/token' };
    if (faults.take({ kinds: ['rotate_refresh_token'], target }) !== undefined) grants.retire(held);
    // `.default` means whatever was allowed.
    const unheard = asked.filter((scope) => scope !== '.default' && !held.scopes.includes(scope));
    if (unheard.length > 0) return { code: '65001' };
    return { account: held.account, scopes: held.scopes, nonce: null, offline: true, claims: given.claims };
  };

  const answer = async ({
    person,
    clientId,
    allowed,
    reply,
  }: {
    person: Account;
    clientId: string;
    allowed: Allowed;
    reply: FastifyReply;
  }): Promise<FastifyReply> => {
    const { scopes, nonce } = allowed;
    const grant = { clientId, account: person.email, scopes };
    const isPersonal = person.hostedDomain === null;
    challenges.answer({ account: person.email, claims: allowed.claims });
    // learn.microsoft.com/entra/identity-platform/access-tokens: between 60 and 90 minutes, at random; 75 on average.
    const seconds = isPersonal ? 3600 : 3600 + Math.floor(Math.random() * 1800);
    const { token } = grants.issueAccessToken({ ...grant, seconds });
    const tenantId = tenants.idOf(person);
    return reply.header('cache-control', 'no-store').send({
      token_type: 'Bearer',
      scope: presentScopes({ scopes, isPersonal }),
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: token,
      ...(allowed.offline ? { refresh_token: grants.issueRefreshToken(grant) } : {}),
      ...(scopes.includes('openid')
        ? { id_token: await signIdToken({ key: await signingKey(), person, tenantId, clientId, scopes, nonce }) }
        : {}),
    });
  };

  app.post('/:tenant/oauth2/v2.0/token', async (incoming, reply) => {
    const { tenant } = address.parse(incoming.params);
    const audience = audienceNamed({ name: tenant, tenants });
    if (audience === null) return sendProblem(reply, { code: '90002', message: `Tenant '${tenant}' not found.` });
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(incoming.headers['content-type'] ?? '');
    const read = tokenRequest.safeParse(isForm ? incoming.body : {});
    if (!read.success) return sendProblem(reply, { code: '900144' });
    const given = read.data;
    if (given.grant_type === '') return sendProblem(reply, missing('grant_type'));

    const client = authenticateClient({ given, authorization: incoming.headers.authorization, clients });
    if ('code' in client) return sendProblem(reply, client);
    const { clientId } = client;
    const allowed = allowedBy({ given, clientId });
    if ('code' in allowed) return sendProblem(reply, allowed);

    const person = microsoft.cloud.accounts.get(allowed.account);
    if (person === undefined || !admits({ audience, account: person, tenants })) {
      return sendProblem(reply, { code: '50020' });
    }
    const waiting = awaitingAdministrator({ microsoft, account: person, clientId, scopes: allowed.scopes });
    if (waiting.length > 0) return sendProblem(reply, { code: '65001' });
    return answer({ person, clientId, allowed, reply });
  });

  function allowedBy({ given, clientId }: { given: TokenRequest; clientId: string }): Allowed | TokenProblem {
    switch (given.grant_type) {
      case 'authorization_code':
        return byCode({ given, clientId });
      case 'refresh_token':
        return byRefreshToken({ given, clientId });
      default:
        return { code: '70003', message: `The app requested an unsupported grant type '${given.grant_type}'.` };
    }
  }
}

function sendProblem(reply: FastifyReply, problem: TokenProblem): FastifyReply {
  return reply.code(aadstsStatus(problem.code)).send(aadstsBody(problem));
}
