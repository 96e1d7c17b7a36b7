import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../core/accounts/account-store.ts';
import type { AuthorizationCodes } from '../../core/oauth/authorization-codes.ts';
import type { OAuthClients } from '../../core/oauth/oauth-clients.ts';
import { sendPage } from '../../pages/page.ts';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import { aadstsParameters } from './aadsts-error.ts';
import { admits } from './audience.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { approvalPage, consentPage } from './consent-page.ts';
import { accumulatedScopes, awaitingAdministrator } from './consents.ts';
import { isOpenidScope, needsAdministrator, parseScopes } from './scopes.ts';
import { sendBack, sendSignInProblem, stringsOf } from './send-back.ts';

const address = z.object({ tenant: z.string() });

const answer = z.object({
  account: z.string().toLowerCase().default(''),
  decision: z.enum(['accept', 'cancel', 'return']),
  /** Microsoft's page grants all or nothing; tests may leave something out. */
  granted_scopes: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((scopes) => (scopes === undefined ? null : parseScopes([scopes].flat().join(' ')))),
});

const sessionCookie = 'sandbox_microsoft_account';

/** login.microsoftonline.com: the authorization endpoint and the consent form behind it. */
export function authorizeRoutes({
  app,
  microsoft,
  clients,
  codes,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  clients: OAuthClients;
  codes: AuthorizationCodes;
}): void {
  const { tenants, grants } = microsoft;
  const { accounts } = microsoft.cloud;

  const read = (incoming: FastifyRequest, query: unknown) =>
    readAuthorizationRequest({ tenant: address.parse(incoming.params).tenant, query, clients, tenants });

  const askFor = ({
    request,
    parameters,
    problem,
    reply,
  }: {
    request: AuthorizationRequest;
    parameters: Record<string, string>;
    problem: string | null;
    reply: FastifyReply;
  }): FastifyReply => {
    const choices = accounts.all().filter((account) => admits({ audience: request.audience, account, tenants }));
    const body = consentPage({ request, parameters, accounts: choices, problem });
    return sendPage({ reply, title: 'Sign in', body, status: problem === null ? 200 : 400 });
  };

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
    grants.consent({ clientId, account: account.email, scopes });
    const everything = scopes.length === request.scopes.length;
    const code = codes.issue({
      clientId,
      redirectUri: request.redirectUri,
      account: account.email,
      scopes: everything ? accumulatedScopes({ microsoft, account, clientId, scopes }) : scopes,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      offline: scopes.includes('offline_access'),
      claims: request.claims,
    });
    reply.setCookie(sessionCookie, account.email, { path: '/', httpOnly: true, sameSite: 'lax' });
    return back({ request, reply, answer: { code } });
  };

  app.get('/:tenant/oauth2/v2.0/authorize', (incoming, reply) => {
    const asked = read(incoming, incoming.query);
    if (asked.kind === 'refused') return sendSignInProblem({ reply, ...asked });
    const { request } = asked;
    if (!request.prompts.includes('none')) {
      return askFor({ request, parameters: stringsOf(incoming.query), problem: null, reply });
    }
    const account = accounts.get(incoming.cookies[sessionCookie] ?? '');
    if (account === undefined || !admits({ audience: request.audience, account, tenants })) {
      return back({ request, reply, answer: aadstsParameters({ code: '50058' }) });
    }
    const clientId = request.client.clientId;
    const before = grants.grantedScopes({ clientId, account: account.email });
    const waiting = awaitingAdministrator({ microsoft, account, clientId, scopes: request.scopes });
    if (waiting.length > 0 || !request.scopes.every((scope) => before.includes(scope))) {
      return back({ request, reply, answer: { ...aadstsParameters({ code: '65001' }), error: 'consent_required' } });
    }
    return complete({ request, account, scopes: request.scopes, reply });
  });

  app.post('/:tenant/oauth2/v2.0/consent', (incoming, reply) => {
    const asked = read(incoming, incoming.body);
    if (asked.kind === 'refused') return sendSignInProblem({ reply, ...asked });
    const { request } = asked;
    const given = answer.safeParse(incoming.body);
    if (!given.success) {
      return sendSignInProblem({ reply, code: '900144', details: z.prettifyError(given.error) });
    }
    const { decision, granted_scopes: granted } = given.data;
    if (decision === 'cancel') return back({ request, reply, answer: aadstsParameters({ code: '65004' }) });
    // As observed of the real page: it gives no description.
    if (decision === 'return') {
      return back({ request, reply, answer: { error: 'access_denied', error_subcode: 'cancel' } });
    }
    const { account: _account, decision: _decision, granted_scopes: _scopes, ...parameters } = stringsOf(incoming.body);
    const account = accounts.get(given.data.account);
    if (account === undefined || !admits({ audience: request.audience, account, tenants })) {
      return askFor({ request, parameters, problem: notAdmitted(given.data.account), reply });
    }
    const scopes = request.scopes.filter(
      (scope) => granted === null || isOpenidScope(scope) || granted.includes(scope),
    );
    const clientId = request.client.clientId;
    const waiting = awaitingAdministrator({ microsoft, account, clientId, scopes });
    if (waiting.length === 0 && !asksAgain({ request, account, scopes })) {
      return complete({ request, account, scopes, reply });
    }
    if ((incoming.headers.accept ?? '').includes('text/html')) {
      return sendPage({ reply, title: 'Need admin approval', body: approvalPage({ request, parameters, account }) });
    }
    return back({ request, reply, answer: aadstsParameters({ code: '90094' }) });
  });
}

function back({
  request,
  reply,
  answer: parameters,
}: {
  request: AuthorizationRequest;
  reply: FastifyReply;
  answer: Readonly<Record<string, string>>;
}): FastifyReply {
  const { redirectUri, state, responseMode: mode } = request;
  return sendBack({ reply, redirectUri, state, mode, answer: parameters });
}

/** `prompt=consent` asks people again for what their administrator allowed for all, and that they may not allow. */
function asksAgain({
  request,
  account,
  scopes,
}: {
  request: AuthorizationRequest;
  account: Account;
  scopes: readonly string[];
}): boolean {
  return request.prompts.includes('consent') && account.hostedDomain !== null && scopes.some(needsAdministrator);
}

function notAdmitted(email: string): string {
  return `AADSTS50020: User account '${email}' does not exist in this tenant and cannot access the application in it.`;
}
