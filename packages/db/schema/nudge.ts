import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { stepOccasions, stepPeople } from '@throughline/domain/policy/steps.ts';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** A step of the policy that was taken about a conversation: a line in one mail to one person. */
export const nudge = pgTable('nudge', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  /** Names the step through all versions of the policy. */
  step: text('step').notNull(),
  who: text('who', { enum: stepPeople }).notNull(),
  occasion: text('occasion', { enum: stepOccasions }).notNull(),
  recipientId: uuid('recipient_id').notNull(),
  /** The dedupe key of the mail that carries it. */
  mailKey: text('mail_key').notNull(),
  takenAt: instant('taken_at').notNull(),
});
