import { boolean, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** What coverage needs of a report's conversations; current but for those whom `coverage_change` names. */
export const coverageSummary = pgTable('coverage_summary', {
  ...tenantColumns(),
  reportId: uuid('report_id').notNull(),
  firstDueOn: plainDate('first_due_on').notNull(),
  firstOpenedAt: instant('first_opened_at').notNull(),
  everHeld: boolean('ever_held').notNull(),
  lastHeldOn: plainDate('last_held_on'),
  open: jsonb('open').$type<Record<string, unknown>>(),
  last: jsonb('last').$type<Record<string, unknown>>(),
});

/** Whose conversations changed since they were summed up; written by triggers. */
export const coverageChange = pgTable('coverage_change', {
  ...tenantColumns(),
  reportId: uuid('report_id').notNull(),
});
