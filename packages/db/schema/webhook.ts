import type { testEventType, WebhookData, WebhookEventType } from '@throughline/domain/webhook/webhook-event.ts';
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Where another system is told of what happens here. Its secrets are sealed. */
export const webhookEndpoint = pgTable('webhook_endpoint', {
  ...tenantColumns(),
  url: text('url').notNull(),
  description: text('description').notNull(),
  /** Null: all, those of later versions too. */
  eventTypes: text('event_types').$type<WebhookEventType>().array(),
  state: text('state', { enum: ['enabled', 'disabled'] }).notNull(),
  /** `asked`: by somebody here. `gone`: the receiver said so. `failing`: nothing got through for days. */
  disabledBecause: text('disabled_because', { enum: ['asked', 'gone', 'failing'] }),
  disabledAt: instant('disabled_at'),
  secret: bytes('secret').notNull(),
  formerSecret: bytes('former_secret'),
  /** Until then the former secret signs too; wall time, as the receiver's. */
  formerSecretUntil: instant('former_secret_until'),
  /** The first attempt since the last that got through; organisation time. */
  failingSince: instant('failing_since'),
  createdAt: instant('created_at').notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
});

/** Something to tell; its id is the `webhook-id` of every attempt, to whichever endpoint. Ids and states alone. */
export const webhookEvent = pgTable('webhook_event', {
  ...tenantColumns(),
  type: text('type').$type<WebhookEventType | typeof testEventType>().notNull(),
  /** Organisation time. */
  at: instant('at').notNull(),
  data: jsonb('data').$type<WebhookData>().notNull(),
});

/** One event on its way to one endpoint. */
export const webhookDelivery = pgTable('webhook_delivery', {
  ...tenantColumns(),
  endpointId: uuid('endpoint_id').notNull(),
  eventId: uuid('event_id').notNull(),
  /** `failed`: given up on. `skipped`: its endpoint was switched off before it left. */
  state: text('state', { enum: ['waiting', 'delivered', 'failed', 'skipped'] }).notNull(),
  /** Since it was last asked for. */
  attempts: integer('attempts').notNull().default(0),
  /** Organisation time; null once nothing more is tried. */
  nextAttemptAt: instant('next_attempt_at'),
  /** Wall time, as leases are. */
  leasedUntil: instant('leased_until'),
  leaseNumber: integer('lease_number').notNull().default(0),
  lastAttemptAt: instant('last_attempt_at'),
  lastStatus: integer('last_status'),
  /** What kind of failure it was, never what the receiver said. */
  lastError: text('last_error', {
    enum: ['no_such_host', 'no_connection', 'no_answer_in_time', 'not_allowed'],
  }),
  deliveredAt: instant('delivered_at'),
});
