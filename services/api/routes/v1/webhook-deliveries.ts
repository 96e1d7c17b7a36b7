import { z } from 'zod';
import { listWebhookDeliveries } from '@throughline/app/list-webhook-deliveries.ts';
import { replayWebhook, replayWebhooksSince, type ReplayRefusal } from '@throughline/app/replay-webhooks.ts';
import { testWebhookEndpoint } from '@throughline/app/test-webhook-endpoint.ts';
import { v1WebhookDeliveryOf } from '@throughline/app/webhook-json.ts';
import { v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
import {
  v1ListWebhookDeliveriesQuery,
  v1ReplayedWebhooks,
  v1WebhookDelivery,
  v1WebhookDeliveryPage,
  v1WebhookReplay,
  type V1ReplayedWebhooks,
  type V1WebhookDelivery,
} from '@throughline/contracts/v1/webhooks.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses, writeResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'webhooks:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'webhooks:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Webhooks'];
const params = z.object({ id: z.uuid() });

export function v1WebhookDeliveryRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/webhook_endpoints/:id/deliveries',
    {
      config: reads,
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'What an endpoint was told, and what came of it',
        description: 'The newest first, for thirty days.',
        tags,
        params,
        querystring: v1ListWebhookDeliveriesQuery,
        response: { 200: v1WebhookDeliveryPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { state = null, cursor = null, page_size } = request.query;
      const listed = await listWebhookDeliveries(context, {
        organizationId: apiClientOf(request).organizationId,
        endpointId: request.params.id,
        state,
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1WebhookDeliveryOf });
    },
  );

  app.post(
    '/v1/webhook_endpoints/:id/deliveries/:delivery_id/replay',
    {
      config: writes,
      schema: {
        operationId: 'replayWebhookDelivery',
        summary: 'Send one event again',
        description: 'Whatever became of it, and under its own `webhook-id`: a receiver that has had it drops it.',
        tags,
        params: params.extend({ delivery_id: z.uuid() }),
        headers: v1WriteHeaders,
        response: { 200: v1WebhookDelivery, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1WebhookDelivery> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId } = apiClientOf(request);
          const { id: endpointId, delivery_id: deliveryId } = request.params;
          const replayed = await replayWebhook(joined, { organizationId, endpointId, deliveryId });
          if (replayed.kind !== 'replayed') throw replayRefused(replayed);
          return { status: 200, body: v1WebhookDeliveryOf(replayed.delivery) };
        },
      }),
  );

  app.post(
    '/v1/webhook_endpoints/:id/replay',
    {
      config: writes,
      schema: {
        operationId: 'replayWebhooks',
        summary: 'Send what was not acknowledged',
        description:
          'Everything since a moment that was given up on, or that happened while the endpoint was switched off; on request even what it has.',
        tags,
        params,
        headers: v1WriteHeaders,
        body: v1WebhookReplay,
        response: { 200: v1ReplayedWebhooks, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1ReplayedWebhooks> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { since, include_delivered } = request.body;
          const replayed = await replayWebhooksSince(joined, {
            organizationId: apiClientOf(request).organizationId,
            endpointId: request.params.id,
            since: Temporal.Instant.from(since),
            all: include_delivered,
          });
          if (replayed.kind !== 'replayed') throw replayRefused(replayed);
          return { status: 200, body: { replayed: replayed.count } };
        },
      }),
  );

  app.post(
    '/v1/webhook_endpoints/:id/test',
    {
      config: writes,
      schema: {
        operationId: 'testWebhookEndpoint',
        summary: 'Send a test event',
        description:
          'One `webhook.test`, now and once; the answer says what came of it. It works before a launch and with an endpoint that is switched off.',
        tags,
        params,
        response: { 200: v1WebhookDelivery, ...problemResponses, 409: writeResponses[409], ...notFoundResponse },
      },
    },
    async (request): Promise<V1WebhookDelivery> => {
      const { organizationId } = apiClientOf(request);
      const tested = await testWebhookEndpoint(context, { organizationId, endpointId: request.params.id });
      if (tested.kind !== 'tested') throw testRefused(tested);
      return v1WebhookDeliveryOf(tested.delivery);
    },
  );
}

const whyNot = {
  switched_off: 'The endpoint is switched off: switch it on first.',
  only_tested: 'This was a test: send another.',
} as const;

export function replayRefused({ kind }: ReplayRefusal): ProblemError {
  return kind === 'not_found'
    ? new ProblemError({ name: 'not_found' })
    : new ProblemError({ name: 'conflict', detail: whyNot[kind] });
}

export function testRefused({ kind }: { kind: 'not_found' | 'paused' }): ProblemError {
  if (kind === 'not_found') return new ProblemError({ name: 'not_found' });
  return new ProblemError({ name: 'conflict', detail: 'The organisation is paused, and nothing is sent.' });
}
