import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askAdministrator } from '@throughline/app/ask-administrator.ts';
import { beginAttendance } from '@throughline/app/begin-attendance.ts';
import { beginConnection } from '@throughline/app/begin-connection.ts';
import { connectionPage } from '@throughline/app/connection-page.ts';
import { disconnect } from '@throughline/app/disconnect.ts';
import { readConnectLink } from '@throughline/app/read-connect-link.ts';
import { withdrawAttendance } from '@throughline/app/withdraw-attendance.ts';
import {
  askAdministratorResponse,
  beginConnectionRequest,
  beginConnectionResponse,
  connectionResponse,
} from '@throughline/contracts/pages/connection.ts';
import { createOpaqueToken } from '@throughline/security/opaque-token.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

type Connector = { readonly organizationId: string; readonly personId: string };
const attemptSeconds = 600;

/** Connecting one's own calendar, signed in or from a mailed link. */
export function connectionRoutes(app: App, { context, cookies }: RouteContext): void {
  const config = { access: { kind: 'mailed_link_or_signed_in' }, rateLimit: rateLimits.mailedLink } as const;

  function connectorOf(request: FastifyRequest, token: string | undefined): Connector {
    if (token === undefined) {
      const viewer = viewerOf(request);
      return { organizationId: viewer.organizationId, personId: viewer.person.id };
    }
    const link = readConnectLink(context, { token });
    if (link === null)
      throw new ProblemError({ name: 'gone', detail: 'This link no longer works. Sign in to connect.' });
    return link;
  }

  app.get(
    '/api/connection',
    {
      config,
      schema: {
        hide: true,
        querystring: z.object({ token: z.string().optional() }),
        response: { 200: connectionResponse },
      },
    },
    async (request) => connectionPage(context, connectorOf(request, request.query.token)),
  );

  app.post(
    '/api/connection/begin',
    {
      config,
      schema: { hide: true, body: beginConnectionRequest, response: { 200: beginConnectionResponse } },
    },
    async (request, reply) => {
      const { provider, token } = request.body;
      const connector = connectorOf(request, token);
      const { purpose } = await connectionPage(context, connector);
      const browserToken = cookies.browser.read(request) ?? createOpaqueToken(connector).token;
      const begun = await beginConnection(context, {
        ...connector,
        provider,
        purpose,
        browserToken,
        returnTo: '/connect',
      });
      if (begun.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: refusals[begun.reason] });
      cookies.browser.write(reply, browserToken, { seconds: attemptSeconds });
      // Whoever came by a link and is refused at the provider gets back to the page the link led to.
      if (token === undefined) cookies.connectLink.clear(reply);
      else cookies.connectLink.write(reply, token, { seconds: attemptSeconds });
      return { authorizationUrl: begun.authorizationUrl };
    },
  );

  app.post(
    '/api/connection/ask-administrator',
    {
      config,
      schema: { hide: true, body: beginConnectionRequest, response: { 200: askAdministratorResponse } },
    },
    async (request) => {
      const { provider, token } = request.body;
      const connector = connectorOf(request, token);
      return { toForward: await askAdministrator(context, { ...connector, provider }) };
    },
  );

  app.post(
    '/api/connection/attendance/begin',
    {
      config: { access: { kind: 'signed_in' }, rateLimit: rateLimits.mailedLink },
      schema: { hide: true, response: { 200: beginConnectionResponse } },
    },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const browserToken = cookies.browser.read(request) ?? createOpaqueToken({ organizationId }).token;
      const begun = await beginAttendance(context, { organizationId, personId: person.id, browserToken });
      if (begun.kind === 'refused')
        throw new ProblemError({ name: 'conflict', detail: attendanceRefusals[begun.reason] });
      cookies.browser.write(reply, browserToken, { seconds: attemptSeconds });
      cookies.connectLink.clear(reply);
      return { authorizationUrl: begun.authorizationUrl };
    },
  );

  app.post(
    '/api/connection/attendance/withdraw',
    {
      config: { access: { kind: 'signed_in' } },
      schema: { hide: true, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      // Nothing is read either way: whoever withdraws twice has withdrawn.
      await withdrawAttendance(context, { organizationId, personId: person.id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/connection/disconnect',
    {
      config: { access: { kind: 'signed_in' } },
      schema: { hide: true, response: { 200: z.object({ revoked: z.boolean() }) } },
    },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const ended = await disconnect(context, { organizationId, personId: person.id });
      if (ended.kind === 'not_connected')
        throw new ProblemError({ name: 'conflict', detail: 'No calendar is connected.' });
      return { revoked: ended.revoked };
    },
  );
}

const refusals = {
  unknown_person: 'You are no longer listed in this organisation.',
  admin_needed:
    'An administrator of your company’s calendars has to allow Throughline first. This page has the link to pass on.',
  provider_not_offered: 'This calendar provider is not set up here. Ask whoever runs Throughline.',
} as const;

const attendanceRefusals = {
  off: 'Your organisation has not turned this on.',
  nothing_to_agree_to: 'Your calendar has no calls to look at. Connect it first, if it is not connected.',
} as const;
