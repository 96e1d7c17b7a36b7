import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../core/accounts/account-store.ts';
import { occurrencesIn } from '../core/calendar/occurrences.ts';
import { openCalls } from '../core/calls/call.ts';
import type { CloudProvider } from '../core/cloud-provider.ts';
import type { Cloud } from '../core/cloud.ts';
import type { ExchangeLog } from '../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../core/faults/fault-store.ts';
import type { Journal } from '../core/state/journal.ts';
import { bearerOf } from './calendar/calendar-access.ts';
import { calendarRoutes } from './calendar/calendar-routes.ts';
import { channelRoutes } from './calendar/channel-routes.ts';
import { openChannels } from './calendar/channels.ts';
import { createConferences } from './calendar/conferences.ts';
import { presentEvent } from './calendar/event-json.ts';
import { readEventResource } from './calendar/event-resource.ts';
import { eventRoutes } from './calendar/event-routes.ts';
import { moveRoute } from './calendar/move-route.ts';
import { freeBusyRoutes } from './calendar/free-busy-routes.ts';
import type { GoogleCalendar } from './calendar/google-calendar.ts';
import { insertEvent } from './calendar/insert-event.ts';
import { selectFields } from './calendar/partial-response.ts';
import { createPushSender } from './calendar/push-sender.ts';
import { openSyncEpochs } from './calendar/sync-token.ts';
import { GoogleError } from './google-error.ts';
import { codeOfLink } from './meet/conference-records.ts';
import { meetRoutes } from './meet/meet-routes.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { createAuthorizationCodes } from '../core/oauth/authorization-codes.ts';
import { openGrants } from './oauth/grants.ts';
import { openOAuthClients } from '../core/oauth/oauth-clients.ts';
import type { OAuthClient } from '../core/oauth/oauth-clients.ts';
import { openidRoutes } from './oauth/openid-routes.ts';
import { scopeNamed } from './oauth/scopes.ts';
import { openSigningKey } from '../core/oauth/signing-key.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { googleErrorBody, officialGoogleOrigin } from './google-origins.ts';

/** Google as this sandbox plays it: its routes on `app`, and what the control API needs of it. */
export function createGoogleProvider({
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
}): CloudProvider {
  const { accounts, calendars, clock } = cloud;
  const grants = openGrants({ journal });
  const clients = openOAuthClients({ journal, provider: 'google', given: client });
  const codes = createAuthorizationCodes({ prefix: '4/0' });
  const signingKey = openSigningKey({ journal, provider: 'google' });
  const epochs = openSyncEpochs({ journal });
  const conferences = createConferences({ cloud, faults });
  const calls = openCalls({ journal, name: 'google-calls' });
  const channels = openChannels({ journal, clock });
  const pushes = createPushSender({ channels, calendars, faults, log });
  const calendar: GoogleCalendar = { cloud, grants, faults, conferences, epochs, publicUrl };

  void app.register((google, _options, done) => {
    google.setErrorHandler(sendGoogleError);
    google.addHook('preSerialization', async (request, reply, payload) => {
      const { fields } = Object(request.query) as { fields?: unknown };
      // Errors are never partial.
      if (typeof fields !== 'string' || !/^\/(calendar|v2)\//.test(request.url) || reply.statusCode >= 400)
        return payload;
      return selectFields({ answer: payload, fields });
    });
    authorizeRoutes({ app: google, accounts, clients, grants, codes });
    tokenRoutes({ app: google, accounts, clients, grants, codes, faults, signingKey });
    openidRoutes({ app: google, accounts, grants, signingKey });
    eventRoutes({ app: google, calendar });
    moveRoute({ app: google, calendar });
    freeBusyRoutes({ app: google, calendar });
    calendarRoutes({ app: google, calendar });
    channelRoutes({ app: google, calendar, channels, pushes });
    meetRoutes({ app: google, cloud, grants, faults, calls });
    done();
  });

  const accountOfRequest = (request: FastifyRequest): string | null => {
    const token = grants.findAccessToken(bearerOf(request));
    if (token !== undefined) return token.account;
    const given = { ...Object(request.query), ...Object(request.body) } as Record<string, unknown>;
    const named = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
    const refresh = grants.findRefreshToken(named('refresh_token')) ?? grants.findRefreshToken(named('token'));
    return refresh?.account ?? grants.findAccessToken(named('token'))?.account ?? codes.accountOf(named('code'));
  };

  return {
    name: 'google',
    clients,
    officialOrigin: officialGoogleOrigin,
    accountOfRequest,
    errorBody: googleErrorBody,
    throttling: { status: 403, reason: 'userRateLimitExceeded' },
    usualStatus: () => null,
    seedEvent: ({ account, event }) => {
      const options = { conferences: true, attachments: true };
      insertEvent({ calendar, account, resource: readEventResource(event), options, notify: 'none', silent: true });
    },
    storedEvents: ({ account, window }) => {
      const { email, timeZone: zone } = account;
      const events =
        window === null
          ? [...calendars.eventsOf(email)]
          : occurrencesIn({ store: calendars, account: email, zone, from: window.start, until: window.end });
      return events.map((event) => presentEvent({ event, zone, publicUrl: publicUrl() }));
    },
    recordCall: (call) => (codeOfLink(call.joinUrl) === null ? null : calls.add(call).id),
    actAs: (account: Account) => {
      const names = ['userinfo.email', 'calendar', 'meetings.space.readonly'];
      const scopes = ['openid', ...names.map(scopeNamed)];
      return grants.issueAccessToken({ clientId: null, account: account.email, scopes }).token;
    },
    revokeGrants: ({ account }) => {
      grants.revokeAccount(account);
    },
    // Google re-evaluates access only when a token is refreshed.
    challenge: () => undefined,
    invalidateSyncTokens: epochs.invalidate,
    settle: async () => {
      conferences.settle();
      await pushes.settle();
    },
    clear: () => {
      grants.clear();
      calls.clear();
      channels.clear();
      epochs.invalidate(null);
    },
    close: () => {
      conferences.close();
      pushes.close();
    },
  };
}

function sendGoogleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof GoogleError) return reply.code(error.status).headers(error.headers).send(error.body);
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500)
    process.stderr.write(`${request.method} ${request.url}: ${String(error instanceof Error ? error.stack : error)}\n`);
  return reply.code(status).send(googleErrorBody({ path: request.url, status, reason: null }));
}
