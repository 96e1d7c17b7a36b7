import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { tenantColumns } from './tenant.ts';

/** That a report answered "was it about what you want?", in which quarter and as part of which units. Not what. */
export const pulseMark = pgTable('pulse_mark', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  /** Like 2027-Q1. */
  quarter: text('quarter').notNull(),
  units: text('units').array().notNull(),
});

/** How often each answer was given in a unit. No row leads to a person, a pair or a conversation. */
export const pulseCount = pgTable('pulse_count', {
  ...tenantColumns(),
  unit: text('unit').notNull(),
  quarter: text('quarter').notNull(),
  answer: text('answer', { enum: ['yes', 'partly', 'no', 'rather_not_say'] }).notNull(),
  given: integer('given').notNull(),
});
