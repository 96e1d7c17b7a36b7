import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Account, AccountStore } from '../../core/accounts/account-store.ts';
import { html } from '../../pages/html.ts';
import { sendPage } from '../../pages/page.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationRequest, RefusedAuthorization } from './authorization-request.ts';
import type { AuthorizationCodes } from '../../core/oauth/authorization-codes.ts';
import { consentPage } from './consent-page.ts';
import type { Grants } from './grants.ts';
import type { OAuthClients } from '../../core/oauth/oauth-clients.ts';
import { isIdentityScope } from './scopes.ts';

const answer = z.object({
  account: z.string().toLowerCase(),
  decision: z.enum(['accept', 'cancel']),
  granted_scopes: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((scopes) => new Set(Array.isArray(scopes) ? scopes : [scopes])),
});

const sessionCookie = 'sandbox_google_account';

/** accounts.google.com: the authorization endpoint and the consent form behind it. */
export function authorizeRoutes({
  app,
  accounts,
  clients,
  grants,
  codes,
}: {
  app: FastifyInstance;
  accounts: AccountStore;
  clients: OAuthClients;
  grants: Grants;
  codes: AuthorizationCodes;
}): void {
  const choices = (request: AuthorizationRequest): Account[] =>
    accounts
      .all()
      .filter((account) => account.provider === 'google')
      .filter((account) => request.hostedDomain === null || account.hostedDomain === request.hostedDomain);

  const complete = ({
    request,
    account,
    scopes,
    reply,
  }: {
    request: AuthorizationRequest;
    account: Account;
    scopes: readonly string[];
    reply: FastifyReply;
  }): FastifyReply => {
    const clientId = request.client.clientId;
    const before = grants.grantedScopes({ clientId, account: account.email });
    const offline = request.offline && (before.length === 0 || request.prompts.includes('consent'));
    grants.consent({ clientId, account: account.email, scopes });
    const granted = request.includeGranted ? [...new Set([...before, ...scopes])] : scopes;
    const code = codes.issue({
      clientId,
      redirectUri: request.redirectUri,
      account: account.email,
      scopes: granted,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      offline,
      claims: null,
    });
    reply.setCookie(sessionCookie, account.email, { path: '/o/oauth2', httpOnly: true, sameSite: 'lax' });
    return redirectBack({
      request,
      reply,
      answer: {
        code,
        scope: granted.join(' '),
        authuser: '0',
        ...(account.hostedDomain === null ? {} : { hd: account.hostedDomain }),
        prompt: request.prompts.length === 0 ? 'none' : request.prompts.join(' '),
      },
    });
  };

  app.get('/o/oauth2/v2/auth', (incoming, reply) => {
    const read = readAuthorizationRequest({ query: incoming.query, clients });
    if (read.kind === 'refused') return sendRefusal({ reply, refusal: read });
    const { request } = read;
    if (!request.prompts.includes('none')) {
      const body = consentPage({
        request,
        parameters: stringsOf(incoming.query),
        accounts: choices(request),
        problem: null,
      });
      return sendPage({ reply, title: 'Sign in', body });
    }
    const account = accounts.get(incoming.cookies[sessionCookie] ?? '');
    if (account === undefined) return redirectBack({ request, reply, answer: { error: 'login_required' } });
    const before = grants.grantedScopes({ clientId: request.client.clientId, account: account.email });
    if (!request.scopes.every((scope) => before.includes(scope))) {
      return redirectBack({ request, reply, answer: { error: 'interaction_required' } });
    }
    return complete({ request, account, scopes: request.scopes, reply });
  });

  app.post('/o/oauth2/v2/consent', (incoming, reply) => {
    const read = readAuthorizationRequest({ query: incoming.body, clients });
    if (read.kind === 'refused') return sendRefusal({ reply, refusal: read });
    const { request } = read;
    const given = answer.safeParse(incoming.body);
    if (!given.success) {
      return sendRefusal({
        reply,
        refusal: { kind: 'refused', status: 400, error: 'invalid_request', details: z.prettifyError(given.error) },
      });
    }
    if (given.data.decision === 'cancel') return redirectBack({ request, reply, answer: { error: 'access_denied' } });
    const account = accounts.get(given.data.account);
    if (account === undefined || account.provider !== 'google') {
      const {
        account: _account,
        decision: _decision,
        granted_scopes: _scopes,
        ...parameters
      } = stringsOf(incoming.body);
      const problem = `Couldn't find an account for ${given.data.account}`;
      const body = consentPage({ request, parameters, accounts: choices(request), problem });
      return sendPage({ reply, title: 'Sign in', body, status: 400 });
    }
    const scopes = request.scopes.filter((scope) => isIdentityScope(scope) || given.data.granted_scopes.has(scope));
    if (scopes.length === 0) return redirectBack({ request, reply, answer: { error: 'access_denied' } });
    return complete({ request, account, scopes, reply });
  });
}

function redirectBack({
  request,
  reply,
  answer: parameters,
}: {
  request: AuthorizationRequest;
  reply: FastifyReply;
  answer: Readonly<Record<string, string>>;
}): FastifyReply {
  const target = new URL(request.redirectUri);
  if (request.state !== null) target.searchParams.set('state', request.state);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return reply.redirect(target.href, 302);
}

function sendRefusal({ reply, refusal }: { reply: FastifyReply; refusal: RefusedAuthorization }): FastifyReply {
  const body = html`<section class="card consent">
    <h1>Access blocked: authorisation error</h1>
    <p>${refusal.details}</p>
    <p>Error ${refusal.status}: <code>${refusal.error}</code></p>
  </section>`;
  return sendPage({ reply, title: 'Access blocked', body, status: refusal.status });
}

function stringsOf(fields: unknown): Record<string, string> {
  const entries = Object.entries(Object(fields) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
