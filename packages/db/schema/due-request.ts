import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { leaveShift } from '../leave-shift-column.ts';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Another due date, asked for by one of the two. Read for its author's own page, and by the sweep that carries it out. */
export const dueRequest = pgTable('due_request', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  askedById: uuid('asked_by_id').notNull(),
  kind: text('kind', { enum: ['sooner', 'later', 'as_before'] }).notNull(),
  dueOn: plainDate('due_on').notNull(),
  /** What it was when this was asked for, and what taking it back brings again. */
  fromDueOn: plainDate('from_due_on').notNull(),
  fromLeaveShift: leaveShift('from_leave_shift'),
  fromEarlyRequest: boolean('from_early_request').notNull(),
  askedAt: instant('asked_at').notNull(),
  doneAt: instant('done_at'),
  takenBackAt: instant('taken_back_at'),
});
