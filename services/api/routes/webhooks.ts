import { addWebhookEndpoint } from '@throughline/app/add-webhook-endpoint.ts';
import { changeWebhookEndpoint } from '@throughline/app/change-webhook-endpoint.ts';
import { removeWebhookEndpoint } from '@throughline/app/remove-webhook-endpoint.ts';
import { replayWebhook, replayWebhooksSince } from '@throughline/app/replay-webhooks.ts';
import { rotateWebhookSecret } from '@throughline/app/rotate-webhook-secret.ts';
import { testWebhookEndpoint } from '@throughline/app/test-webhook-endpoint.ts';
import { v1WebhookDeliveryOf } from '@throughline/app/webhook-json.ts';
import { webhooksPage } from '@throughline/app/webhooks-page.ts';
import {
  addWebhookRequest,
  replayWebhooksResponse,
  switchWebhookRequest,
  testWebhookResponse,
  webhookSecretResponse,
  webhooksResponse,
} from '@throughline/contracts/pages/webhooks.ts';
import { keptFor } from '@throughline/domain/webhook/delivery-plan.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';
import { tooManyEndpoints, urlNotAllowed } from './v1/webhook-endpoints.ts';
import { replayRefused, testRefused } from './v1/webhook-deliveries.ts';

const params = z.object({ id: z.uuid() });
const ofDelivery = params.extend({ deliveryId: z.uuid() });

/** Which systems are told, for administrators; the same as the API offers, through a page. */
export function webhookRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['administrator'] } } as const;
  const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

  app.get('/api/webhooks', { config, schema: answers(webhooksResponse) }, async (request) =>
    webhooksPage(context, viewerOf(request)),
  );

  app.post(
    '/api/webhooks',
    { config, schema: { ...answers(webhookSecretResponse), body: addWebhookRequest } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const { url, description = '', event_types: eventTypes = null } = request.body;
      const actor = { kind: 'person', id: person.id } as const;
      const added = await addWebhookEndpoint(context, { organizationId, actor, url, description, eventTypes });
      if (added.kind === 'not_allowed') throw urlNotAllowed(added.why);
      if (added.kind === 'too_many') throw tooManyEndpoints();
      reply.header('cache-control', 'no-store');
      return { id: added.id, secret: added.secret, page: await webhooksPage(context, { organizationId }) };
    },
  );

  app.put(
    '/api/webhooks/:id/state',
    { config, schema: { ...answers(webhooksResponse), params, body: switchWebhookRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const changed = await changeWebhookEndpoint(context, {
        organizationId,
        endpointId: request.params.id,
        change: { state: request.body.state },
        actor: { kind: 'person', id: person.id },
      });
      if (changed.kind !== 'changed') throw new ProblemError({ name: 'not_found' });
      return webhooksPage(context, { organizationId });
    },
  );

  app.delete('/api/webhooks/:id', { config, schema: { ...answers(webhooksResponse), params } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const actor = { kind: 'person', id: person.id } as const;
    const done = await removeWebhookEndpoint(context, { organizationId, endpointId: request.params.id, actor });
    if (done === 'not_found') throw new ProblemError({ name: 'not_found' });
    return webhooksPage(context, { organizationId });
  });

  app.post(
    '/api/webhooks/:id/secret',
    { config, schema: { ...answers(webhookSecretResponse), params } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const { id } = request.params;
      const actor = { kind: 'person', id: person.id } as const;
      const rotated = await rotateWebhookSecret(context, { organizationId, endpointId: id, actor });
      if (rotated.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      reply.header('cache-control', 'no-store');
      return { id, secret: rotated.secret, page: await webhooksPage(context, { organizationId }) };
    },
  );

  app.post(
    '/api/webhooks/:id/test',
    { config, schema: { ...answers(testWebhookResponse), params } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const tested = await testWebhookEndpoint(context, { organizationId, endpointId: request.params.id });
      if (tested.kind !== 'tested') throw testRefused(tested);
      const page = await webhooksPage(context, { organizationId });
      return { delivery: v1WebhookDeliveryOf(tested.delivery), page };
    },
  );

  app.post(
    '/api/webhooks/:id/replay',
    { config, schema: { ...answers(replayWebhooksResponse), params } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const since = context.clock.now().subtract(keptFor);
      const given = { organizationId, endpointId: request.params.id, since, all: false };
      const replayed = await replayWebhooksSince(context, given);
      if (replayed.kind !== 'replayed') throw replayRefused(replayed);
      return { replayed: replayed.count, page: await webhooksPage(context, { organizationId }) };
    },
  );

  app.post(
    '/api/webhooks/:id/deliveries/:deliveryId/replay',
    { config, schema: { ...answers(webhooksResponse), params: ofDelivery } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const { id: endpointId, deliveryId } = request.params;
      const replayed = await replayWebhook(context, { organizationId, endpointId, deliveryId });
      if (replayed.kind !== 'replayed') throw replayRefused(replayed);
      return webhooksPage(context, { organizationId });
    },
  );
}
