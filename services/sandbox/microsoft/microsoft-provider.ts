import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CloudProvider } from '../core/cloud-provider.ts';
import type { Cloud } from '../core/cloud.ts';
import type { ExchangeLog } from '../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../core/faults/fault-store.ts';
import { createAuthorizationCodes } from '../core/oauth/authorization-codes.ts';
import { openOAuthClients } from '../core/oauth/oauth-clients.ts';
import type { OAuthClient } from '../core/oauth/oauth-clients.ts';
import { openSigningKey } from '../core/oauth/signing-key.ts';
import type { Journal } from '../core/state/journal.ts';
import { openClaimsChallenges } from './graph/claims-challenges.ts';
import { answerElsewhere } from './graph/answer-elsewhere.ts';
import { createGraphCalendar } from './graph/events/graph-calendar.ts';
import { seedEvent, storedEvents } from './graph/events/stored-events.ts';
import { bearerOf } from './graph/graph-access.ts';
import { openGraphState } from './graph/graph-state.ts';
import type { GraphState } from './graph/graph-state.ts';
import { GraphError, graphErrorBody, unreadablePayload } from './graph/graph-error.ts';
import type { MicrosoftCloud } from './microsoft-cloud.ts';
import { microsoftErrorBody } from './microsoft-errors.ts';
import { officialMicrosoftOrigin } from './microsoft-origins.ts';
import { graphRoutes } from './microsoft-routes.ts';
import { aadstsCodeFrom, aadstsStatus } from './oauth/aadsts-error.ts';
import { adminConsentRoutes } from './oauth/admin-consent-routes.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { openGrants } from './oauth/grants.ts';
import { openidRoutes } from './oauth/openid-routes.ts';
import { allScopes } from './oauth/scopes.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { openTenants } from './tenants.ts';
import type { Tenants } from './tenants.ts';

export type MicrosoftProvider = CloudProvider & { readonly tenants: Tenants; readonly graph: GraphState };

/** Microsoft as this sandbox plays it: its routes on `app`, and what the control API needs of it. */
export function createMicrosoftProvider({
  app,
  cloud,
  journal,
  faults,
  log,
  client,
  publicUrl,
}: {
  app: FastifyInstance;
  cloud: Cloud;
  journal: Journal;
  faults: FaultStore;
  log: ExchangeLog;
  client: OAuthClient | null;
  publicUrl: () => string;
}): MicrosoftProvider {
  const { accounts } = cloud;
  const tenants = openTenants({ journal, accounts });
  const grants = openGrants({ journal });
  const clients = openOAuthClients({ journal, provider: 'microsoft', given: client });
  const codes = createAuthorizationCodes({ prefix: '1.AX' });
  const signingKey = openSigningKey({ journal, provider: 'microsoft' });
  const challenges = openClaimsChallenges({ journal, grants });
  const graphState = openGraphState({ cloud, journal, faults, log });
  const microsoft: MicrosoftCloud = { cloud, tenants, grants, challenges, faults, log, journal, publicUrl };
  const calendar = createGraphCalendar({ microsoft });

  void app.register((identity, _options, done) => {
    identity.setErrorHandler(sendGraphError);
    authorizeRoutes({ app: identity, microsoft, clients, codes });
    adminConsentRoutes({ app: identity, microsoft, clients });
    tokenRoutes({ app: identity, microsoft, clients, codes, signingKey });
    openidRoutes({ app: identity, tenants, signingKey });
    done();
  });
  void app.register((graph, _options, done) => {
    graph.setErrorHandler(sendGraphError);
    graph.addHook('onRequest', async (request, reply) => {
      reply.header('request-id', randomUUID());
      const given = request.headers['client-request-id'];
      if (typeof given === 'string') reply.header('client-request-id', given);
    });
    answerElsewhere({
      app: graph,
      microsoft,
      routes: () => graphRoutes({ app: graph, microsoft, graph: graphState, calendar }),
    });
    done();
  });

  const accountOfRequest = (request: FastifyRequest): string | null => {
    const token = grants.findAccessToken(bearerOf(request) ?? '');
    if (token !== undefined) return token.account;
    const given = Object(request.body) as Record<string, unknown>;
    const named = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
    return grants.findRefreshToken(named('refresh_token'))?.account ?? codes.accountOf(named('code'));
  };

  return {
    name: 'microsoft',
    clients,
    tenants,
    graph: graphState,
    officialOrigin: officialMicrosoftOrigin,
    accountOfRequest,
    errorBody: microsoftErrorBody,
    throttling: { status: 429, reason: 'ApplicationThrottled' },
    usualStatus: (reason) => {
      const code = aadstsCodeFrom(reason);
      return code === null ? null : aadstsStatus(code);
    },
    seedEvent: ({ account, event }) => seedEvent({ calendar, account, event }),
    storedEvents: ({ account, window }) => storedEvents({ calendar, account, window }),
    actAs: ({ email }) =>
      grants.issueAccessToken({ clientId: null, account: email, scopes: allScopes, seconds: 3600 }).token,
    recordCall: (call) => (new URL(call.joinUrl).host === 'teams.microsoft.com' ? graphState.calls.add(call).id : null),
    revokeGrants: ({ account, reason }) => {
      grants.revokeAccount({ account, code: aadstsCodeFrom(reason ?? '') ?? '50173' });
      graphState.endSubscriptions(account);
    },
    challenge: (account) => {
      const concerned = accounts
        .all()
        .filter(({ provider, email }) => provider === 'microsoft' && email === (account ?? email));
      for (const { email } of concerned) challenges.raise(email);
    },
    invalidateSyncTokens: calendar.epochs.invalidate,
    settle: async () => {
      calendar.teams.settle();
      await graphState.settle();
    },
    clear: () => {
      grants.clear();
      challenges.clear();
      tenants.clear();
      graphState.clear();
      calendar.files.clear();
      calendar.former.clear();
      calendar.epochs.invalidate(null);
    },
    close: () => {
      graphState.close();
      calendar.teams.close();
    },
  };
}

function sendGraphError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const requestId = String(reply.getHeader('request-id'));
  const given = request.headers['client-request-id'];
  const ids = { requestId, ...(typeof given === 'string' ? { clientRequestId: given } : {}) };
  if (error instanceof GraphError) {
    const { code, message, status, headers } = error;
    return reply
      .code(status)
      .headers(headers)
      .send(graphErrorBody({ code, message, ...ids }));
  }
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  // What no parser could make sense of.
  if (request.url.startsWith('/v1.0/') && (status === 400 || status === 415)) {
    const { code, message } = unreadablePayload();
    return reply.code(400).send(graphErrorBody({ code, message, ...ids }));
  }
  if (status >= 500)
    process.stderr.write(`${request.method} ${request.url}: ${String(error instanceof Error ? error.stack : error)}\n`);
  return reply.code(status).send(microsoftErrorBody({ path: request.url, status, reason: null }));
}
