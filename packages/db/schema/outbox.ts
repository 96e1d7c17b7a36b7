import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/**
 * A mail that shall leave exactly once. The payload holds ids only: what it says is composed when it leaves,
 * and a mail whose reason has gone is dropped instead of sent.
 */
export const outbox = pgTable('outbox', {
  ...tenantColumns(),
  /** Names the one occasion for this mail, such as `report-prep/<conversation>/<generation>`. */
  dedupeKey: text('dedupe_key').notNull(),
  template: text('template').notNull(),
  recipientId: uuid('recipient_id'),
  toAddress: text('to_address').notNull(),
  payload: jsonb('payload').$type<Record<string, string>>().notNull(),
  messageId: text('message_id').notNull(),
  state: text('state', { enum: ['waiting', 'sent', 'uncertain', 'failed', 'dropped'] }).notNull(),
  /** Not before this moment of the organisation's clock. */
  dueAt: instant('due_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  /** Wall time, as leases are. */
  nextAttemptAt: instant('next_attempt_at'),
  leasedUntil: instant('leased_until'),
  leaseNumber: integer('lease_number').notNull().default(0),
  /** Committed just before SMTP DATA: set without an answer means uncertain, never sent again. */
  handedOverAt: instant('handed_over_at'),
  sentAt: instant('sent_at'),
  lastError: text('last_error'),
  createdAt: instant('created_at').notNull(),
});

/** Recurring mails somebody wants less often, or not at all; without a row they come as they do. */
export const mailOptOut = pgTable('mail_opt_out', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  template: text('template').notNull(),
  rhythm: text('rhythm', { enum: ['monthly', 'none'] })
    .notNull()
    .default('none'),
  at: instant('at').notNull(),
});
