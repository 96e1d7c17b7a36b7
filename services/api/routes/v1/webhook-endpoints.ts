import { z } from 'zod';
import { addWebhookEndpoint } from '@throughline/app/add-webhook-endpoint.ts';
import { changeWebhookEndpoint } from '@throughline/app/change-webhook-endpoint.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { listWebhookEndpoints } from '@throughline/app/list-webhook-endpoints.ts';
import { readWebhookEndpoint } from '@throughline/app/read-webhook-endpoint.ts';
import { removeWebhookEndpoint } from '@throughline/app/remove-webhook-endpoint.ts';
import { rotateWebhookSecret } from '@throughline/app/rotate-webhook-secret.ts';
import { v1WebhookEndpointOf } from '@throughline/app/webhook-json.ts';
import { v1ChangeHeaders } from '@throughline/contracts/v1/paging.ts';
import {
  v1CreatedWebhookEndpoint,
  v1ListWebhookEndpointsQuery,
  v1NewWebhookEndpoint,
  v1RotatedSecret,
  v1SecretRotation,
  v1WebhookEndpoint,
  v1WebhookEndpointChange,
  v1WebhookEndpointPage,
  type V1CreatedWebhookEndpoint,
  type V1RotatedSecret,
  type V1WebhookEndpoint,
} from '@throughline/contracts/v1/webhooks.ts';
import type { App } from '../../app.ts';
import { matchesCurrent, sendTagged } from '../../http/entity-tag.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import {
  changeResponses,
  notFoundResponse,
  problemResponses,
  unchangedResponse,
  writeResponses,
} from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'webhooks:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'webhooks:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Webhooks'];
const params = z.object({ id: z.uuid() });

export function v1WebhookEndpointRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/webhook_endpoints',
    {
      config: reads,
      schema: {
        operationId: 'listWebhookEndpoints',
        summary: 'Where other systems are told',
        description: 'In the order in which they were made. No secret is ever shown again.',
        tags,
        querystring: v1ListWebhookEndpointsQuery,
        response: { 200: v1WebhookEndpointPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { cursor = null, page_size } = request.query;
      const { organizationId } = apiClientOf(request);
      const listed = await listWebhookEndpoints(context, { organizationId, cursor, pageSize: page_size });
      const wall = context.clock.wall();
      return sendPage({ request, reply, listed, toResult: (endpoint) => v1WebhookEndpointOf({ endpoint, wall }) });
    },
  );

  app.post(
    '/v1/webhook_endpoints',
    {
      config: writes,
      schema: {
        operationId: 'createWebhookEndpoint',
        summary: 'Have another system told',
        description:
          'Of what happens from now on. The answer holds the secret, this once. There is no `Idempotency-Key` here: an answer that is kept would keep the secret.',
        tags,
        body: v1NewWebhookEndpoint,
        response: { 201: v1CreatedWebhookEndpoint, ...problemResponses, 409: writeResponses[409] },
      },
    },
    async (request, reply): Promise<V1CreatedWebhookEndpoint> => {
      const { organizationId, actor } = actorOf(request);
      const { url, description = '', event_types = null } = request.body;
      const added = await addWebhookEndpoint(context, {
        organizationId,
        actor,
        url,
        description,
        eventTypes: event_types,
      });
      if (added.kind === 'not_allowed') throw urlNotAllowed(added.why);
      if (added.kind === 'too_many') throw tooManyEndpoints();
      const { id, secret } = added;
      reply.code(201).header('cache-control', 'no-store').header('location', `/v1/webhook_endpoints/${id}`);
      return { ...(await endpointOf(context, { organizationId, endpointId: id })), secret };
    },
  );

  app.get(
    '/v1/webhook_endpoints/:id',
    {
      config: reads,
      schema: {
        operationId: 'getWebhookEndpoint',
        summary: 'One endpoint',
        description: 'With an `ETag` to change it by.',
        tags,
        params,
        response: { 200: v1WebhookEndpoint, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const body = await endpointOf(context, { organizationId, endpointId: request.params.id });
      return sendTagged({ request, reply, body });
    },
  );

  app.patch(
    '/v1/webhook_endpoints/:id',
    {
      config: writes,
      schema: {
        operationId: 'changeWebhookEndpoint',
        summary: 'Change an endpoint, or switch it on or off',
        description:
          'Switched off, it is told nothing, and what was on its way is skipped. Switched on, it is told of what happens from then on; *Send what was not acknowledged* brings the rest.',
        tags,
        params,
        headers: v1ChangeHeaders,
        body: v1WebhookEndpointChange,
        response: { 200: v1WebhookEndpoint, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1WebhookEndpoint> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { event_types, ...rest } = request.body;
          const wall = context.clock.wall();
          const changed = await changeWebhookEndpoint(joined, {
            organizationId,
            endpointId: request.params.id,
            change: { ...rest, ...(event_types === undefined ? {} : { eventTypes: event_types }) },
            isCurrent: async (endpoint) =>
              matchesCurrent({ request, current: v1WebhookEndpointOf({ endpoint, wall }) }),
            actor,
          });
          if (changed.kind === 'not_allowed') throw urlNotAllowed(changed.why);
          if (changed.kind !== 'changed') throw new ProblemError({ name: changed.kind });
          const body = await endpointOf(joined, { organizationId, endpointId: request.params.id });
          return { status: 200, body, tagged: true };
        },
      }),
  );

  app.delete(
    '/v1/webhook_endpoints/:id',
    {
      config: writes,
      schema: {
        operationId: 'deleteWebhookEndpoint',
        summary: 'Take an endpoint out',
        description: 'With everything that is on its way there and the log of what it was told.',
        tags,
        params,
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId, actor } = actorOf(request);
      const done = await removeWebhookEndpoint(context, { organizationId, endpointId: request.params.id, actor });
      if (done === 'not_found') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/webhook_endpoints/:id/rotate_secret',
    {
      config: writes,
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Make a new secret',
        description:
          'It signs from now on; the former one signs beside it for a while, and one before that is over. There is no `Idempotency-Key` here: an answer that is kept would keep the secret.',
        tags,
        params,
        body: v1SecretRotation,
        response: { 200: v1RotatedSecret, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1RotatedSecret> => {
      const { organizationId, actor } = actorOf(request);
      const rotated = await rotateWebhookSecret(context, {
        organizationId,
        endpointId: request.params.id,
        ...(request.body ? { overlap: Temporal.Duration.from({ hours: request.body.overlap_hours }) } : {}),
        actor,
      });
      if (rotated.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      reply.header('cache-control', 'no-store');
      return { secret: rotated.secret, previous_secret_expires_at: rotated.formerUntil?.toString() ?? null };
    },
  );
}

export function urlNotAllowed(why: string): ProblemError {
  return new ProblemError({ name: 'invalid_request', errors: [{ in: 'body', pointer: '/url', detail: why }] });
}

export function tooManyEndpoints(): ProblemError {
  return new ProblemError({ name: 'conflict', detail: 'There are twenty endpoints already: take one out first.' });
}

async function endpointOf(
  context: Pick<AppContext, 'db' | 'clock'>,
  wanted: { organizationId: string; endpointId: string },
): Promise<V1WebhookEndpoint> {
  const endpoint = await readWebhookEndpoint(context, wanted);
  if (endpoint === null) throw new ProblemError({ name: 'not_found' });
  return v1WebhookEndpointOf({ endpoint, wall: context.clock.wall() });
}
