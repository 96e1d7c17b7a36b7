import type { HistoryKind } from '@throughline/domain/conversation/history-entry.ts';
import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { leaveShift } from '../leave-shift-column.ts';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

export const conversation = pgTable('conversation', {
  ...tenantColumns(),
  reportId: uuid('report_id').notNull(),
  managerId: uuid('manager_id'),
  policyId: uuid('policy_id').notNull(),
  previousId: uuid('previous_id'),
  /** 1 for a report's first conversation here; decides the agenda's template. */
  sequence: integer('sequence').notNull(),
  state: text('state', {
    enum: ['due', 'booked', 'awaiting_confirmation', 'held', 'unconfirmed', 'exempt', 'superseded', 'closed'],
  }).notNull(),
  dueOn: plainDate('due_on').notNull(),
  dueWhy: jsonb('due_why').$type<readonly string[]>().notNull(),
  leaveShift: leaveShift('leave_shift'),
  earlyRequest: boolean('early_request').notNull().default(false),
  /** Why a conversation without a date has none. */
  waitingFor: text('waiting_for'),
  /** How the present slot was chosen, or why there is none, in sentences. */
  explanation: jsonb('explanation').$type<readonly string[]>().notNull(),
  /** When a slot was last looked for in vain; null if it never was. */
  planTriedAt: instant('plan_tried_at'),
  /** Not looked for again before then, unless something changed since `planTriedAt`. */
  planAgainAt: instant('plan_again_at'),
  startsAt: instant('starts_at'),
  endsAt: instant('ends_at'),
  /** When the invitation of the present event went out; lead time counts from here. */
  bookedAt: instant('booked_at'),
  heldOn: plainDate('held_on'),
  grade: text('grade', { enum: ['confirmed', 'confirmed_by_both', 'attendance', 'claimed', 'none'] }),
  managerMoves: integer('manager_moves').notNull().default(0),
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at'),
  /** Grows with every change; the ETag of the REST resource. */
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
});

/** What happened to a conversation, for its two people and HR. What a report answers never stands here. */
export const conversationHistory = pgTable('conversation_history', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  at: instant('at').notNull(),
  kind: text('kind').$type<HistoryKind>().notNull(),
  actor: text('actor', { enum: ['throughline', 'manager', 'report', 'hr'] }).notNull(),
  details: jsonb('details').$type<Record<string, unknown>>().notNull(),
});

/** Each answer as it came; the latest of each person counts. Never exported as rows. */
export const evidence = pgTable('evidence', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  side: text('side', { enum: ['report', 'manager', 'attendance'] }).notNull(),
  kind: text('kind', { enum: ['happened', 'did_not_happen', 'folded_into_one_on_one', 'floor_reached'] }).notNull(),
  at: instant('at').notNull(),
});
