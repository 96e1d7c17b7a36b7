import { z } from 'zod';
import { instantText } from '../time.ts';
import { v1NewWebhookEndpoint, v1WebhookDelivery, v1WebhookEndpoint, webhookEventTypes } from '../v1/webhooks.ts';

/** An endpoint with how telling it goes, in the names the API gives them. */
export const webhookOnPage = v1WebhookEndpoint.extend({
  /** Events of the last thirty days. */
  counts: z.object({
    waiting: z.number().int(),
    delivered: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
  }),
  /** The newest first. */
  deliveries: z.array(v1WebhookDelivery),
});
export type WebhookOnPage = z.infer<typeof webhookOnPage>;

/** For administrators: which systems are told, and what came of it. */
export const webhooksResponse = z.object({
  endpoints: z.array(webhookOnPage),
  eventTypes: z.array(z.enum(webhookEventTypes)),
  /** No more can be made. */
  full: z.boolean(),
  /** While the organisation is a draft or paused nothing is told by itself. */
  telling: z.enum(['yes', 'not_launched', 'paused']),
  now: instantText,
});
export type WebhooksResponse = z.infer<typeof webhooksResponse>;

export const addWebhookRequest = v1NewWebhookEndpoint;
export const switchWebhookRequest = z.strictObject({ state: z.enum(['enabled', 'disabled']) });

/** Shown once. */
export const webhookSecretResponse = z.object({ id: z.uuid(), secret: z.string(), page: webhooksResponse });
export type WebhookSecretResponse = z.infer<typeof webhookSecretResponse>;

export const testWebhookResponse = z.object({ delivery: v1WebhookDelivery, page: webhooksResponse });
export type TestWebhookResponse = z.infer<typeof testWebhookResponse>;

export const replayWebhooksResponse = z.object({ replayed: z.number().int(), page: webhooksResponse });
export type ReplayWebhooksResponse = z.infer<typeof replayWebhooksResponse>;
