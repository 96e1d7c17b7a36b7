import { z } from 'zod';
import { line } from '../text.ts';
import { instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** Everything a receiver can ask to be told. `calendar_connection.broken` and all that is of a conversation is about one person. */
export const webhookEventTypes = [
  'conversation.due',
  'conversation.due_date_changed',
  'conversation.booked',
  'conversation.moved',
  'conversation.cancelled',
  'conversation.awaiting_confirmation',
  'conversation.held',
  'conversation.unconfirmed',
  'conversation.outcome_changed',
  'conversation.exempt',
  'conversation.superseded',
  'conversation.closed',
  'calendar_connection.broken',
  'import.completed',
  'report.published',
] as const;
export const webhookDeliveryStates = ['waiting', 'delivered', 'failed', 'skipped'] as const;
/** A week: the longest two secrets are valid beside each other. */
const mostOverlapHours = 168;

/** Where another system is told of what happens. */
export const v1WebhookEndpoint = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  event_types: z.array(z.string()).nullable().describe('Null: all, those of later versions too'),
  state: z.enum(['enabled', 'disabled']),
  disabled_because: z
    .enum(['asked', 'gone', 'failing'])
    .nullable()
    .describe('`gone`: it answered 410. `failing`: nothing got through for five days'),
  disabled_at: instantText.nullable(),
  failing_since: instantText.nullable().describe('The first attempt since the last that got through'),
  previous_secret_expires_at: instantText.nullable().describe('Until then two secrets sign'),
  created_at: instantText,
  modified_at: instantText,
});
export type V1WebhookEndpoint = z.infer<typeof v1WebhookEndpoint>;

export const v1CreatedWebhookEndpoint = v1WebhookEndpoint.extend({
  secret: z.string().describe('`whsec_…`, shown this once: signatures are verified with it'),
});
export type V1CreatedWebhookEndpoint = z.infer<typeof v1CreatedWebhookEndpoint>;

const stated = {
  url: line({ max: 2_000 })
    .min(1)
    .describe('https, on the public internet, at port 443 or 8443, without a name and password'),
  description: line({ max: 200 }).exactOptional(),
  event_types: z
    .array(z.enum(webhookEventTypes))
    .min(1)
    .transform((types) => [...new Set(types)])
    .nullable()
    .exactOptional()
    .describe('All without it'),
};

export const v1NewWebhookEndpoint = z.strictObject(stated);

export const v1WebhookEndpointChange = z.strictObject({
  ...stated,
  url: stated.url.exactOptional(),
  state: z.enum(['enabled', 'disabled']).exactOptional(),
});

export const v1WebhookEndpointPage = v1PageOf(v1WebhookEndpoint);
export const v1ListWebhookEndpointsQuery = z.object({ ...v1Paging });

export const v1SecretRotation = z
  .strictObject({
    overlap_hours: z
      .number()
      .int()
      .min(0)
      .max(mostOverlapHours)
      .default(24)
      .describe('How long the former secret signs too; 0 where it may have leaked'),
  })
  .nullish()
  .describe('A day without it');
export const v1RotatedSecret = z.object({
  secret: z.string().describe('Shown this once'),
  previous_secret_expires_at: instantText.nullable(),
});
export type V1RotatedSecret = z.infer<typeof v1RotatedSecret>;

/** One event on its way to one endpoint. */
export const v1WebhookDelivery = z.object({
  id: z.uuid(),
  event: z.object({
    id: z.uuid().describe('The `webhook-id` of every attempt'),
    type: z.string(),
    timestamp: instantText,
    data: z.record(z.string(), z.string().nullable()),
  }),
  state: z
    .enum(webhookDeliveryStates)
    .describe('`failed`: given up on after 75 hours. `skipped`: its endpoint was switched off before it left'),
  attempts: z.number().int(),
  next_attempt_at: instantText.nullable(),
  last_attempt_at: instantText.nullable(),
  last_status: z.number().int().nullable().describe('What the receiver answered'),
  last_error: z
    .enum(['no_such_host', 'no_connection', 'no_answer_in_time', 'not_allowed'])
    .nullable()
    .describe('Why there was no answer; `not_allowed`: the address leads into a private network'),
  delivered_at: instantText.nullable(),
});
export type V1WebhookDelivery = z.infer<typeof v1WebhookDelivery>;

export const v1WebhookDeliveryPage = v1PageOf(v1WebhookDelivery);
export const v1ListWebhookDeliveriesQuery = z.object({
  state: z.enum(webhookDeliveryStates).optional(),
  ...v1Paging,
});

export const v1WebhookReplay = z.strictObject({
  since: instantText.describe('Events of this moment and later; they are kept for thirty days'),
  include_delivered: z.boolean().default(false).describe('Even what the endpoint has acknowledged'),
});
export const v1ReplayedWebhooks = z.object({ replayed: z.number().int() });
export type V1ReplayedWebhooks = z.infer<typeof v1ReplayedWebhooks>;
