import { integer, jsonb, pgTable, text, uuid, boolean } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/**
 * One calendar entry of a conversation. `draft` at `desiredVersion` is what should stand in the calendar,
 * `appliedVersion` what was last acknowledged by the provider; whoever holds the lease closes the gap. The agenda in
 * it has versions of its own.
 */
export const event = pgTable('event', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  connectionId: uuid('connection_id').notNull(),
  /** Grows when an entry had to be given up, because a provider never frees a deleted entry's id. */
  generation: integer('generation').notNull(),
  step: text('step', { enum: ['planned', 'created', 'attached', 'invited', 'cancelled'] }).notNull(),
  desiredStep: text('desired_step', { enum: ['invited', 'cancelled'] }).notNull(),
  desiredVersion: integer('desired_version').notNull(),
  appliedVersion: integer('applied_version').notNull().default(0),
  agendaVersion: integer('agenda_version').notNull().default(1),
  appliedAgendaVersion: integer('applied_agenda_version').notNull().default(0),
  /** The provider-neutral content, an EventDraft as JSON. */
  draft: jsonb('draft').$type<Record<string, unknown>>().notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  /** Google: the event id we choose; Graph: the transactionId. Persisted before the first call. */
  idempotencyId: text('idempotency_id').notNull(),
  /** Value of the private marker property: the only key by which an entry is recognised. */
  marker: text('marker').notNull(),
  providerEventId: text('provider_event_id'),
  icalUid: text('ical_uid'),
  etag: text('etag'),
  conferenceUrl: text('conference_url'),
  reportResponse: text('report_response', { enum: ['needsAction', 'accepted', 'declined', 'tentative'] }).notNull(),
  organizerResponse: text('organizer_response', {
    enum: ['needsAction', 'accepted', 'declined', 'tentative'],
  }).notNull(),
  /** Set once a stripped privacy or category was put back; the second time is only flagged. */
  restoredAt: instant('restored_at'),
  /** What about it the organizer has been asked: while there is something, it is no conversation of its own. */
  asked: text('asked').array().notNull().default([]),
  flagged: text('flagged'),
  /** No invitation leaves before this moment: the first plan of a newly connected manager. */
  heldUntil: instant('held_until'),
  invitedAt: instant('invited_at'),
  cancelledAt: instant('cancelled_at'),
  attempts: integer('attempts').notNull().default(0),
  nextAttemptAt: instant('next_attempt_at'),
  lastError: text('last_error'),
  leasedUntil: instant('leased_until'),
  leaseNumber: integer('lease_number').notNull().default(0),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** While something is to be written: where the entry stood before. */
  stoodFrom: instant('stood_from'),
  stoodUntil: instant('stood_until'),
  /** SHA-256, in hexadecimal, of the lower-case addresses of whoever was seen invited beside the report. */
  seenBeside: text('seen_beside').array().notNull().default([]),
  movedByUs: boolean('moved_by_us').notNull().default(false),
});
