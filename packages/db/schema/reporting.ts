import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** The week's figures as leadership may see them, kept for ever: rows by unit, guarded together. */
export const coverageSnapshot = pgTable('coverage_snapshot', {
  ...tenantColumns(),
  isoWeek: text('iso_week').notNull(),
  asOf: plainDate('as_of').notNull(),
  /** Whose rollout, horizon and target the figures go by. */
  policyId: uuid('policy_id').notNull(),
  rows: jsonb('rows').$type<readonly Record<string, unknown>[]>().notNull(),
  /** How far the figures could be relied on that day. */
  trust: jsonb('trust').$type<Record<string, unknown>>().notNull(),
  /** What reports said it was like in the quarter that had ended; null where nothing was asked. */
  pulse: jsonb('pulse').$type<Record<string, unknown>>(),
  /** The exempt of everyone by category, for HR alone. */
  exempt: jsonb('exempt').$type<Record<string, number>>(),
  /** Who was in which row as it was last shown; null but in the latest snapshot. */
  memory: jsonb('memory').$type<Record<string, unknown>>(),
  takenAt: instant('taken_at').notNull(),
});

export const digest = pgTable('digest', {
  ...tenantColumns(),
  recipientId: uuid('recipient_id').notNull(),
  isoWeek: text('iso_week').notNull(),
  content: jsonb('content').$type<Record<string, unknown>>().notNull(),
  createdAt: instant('created_at').notNull(),
});

/** How far each recurring sweep has come, so that restarts and second workers repeat nothing. */
export const sweep = pgTable('sweep', {
  ...tenantColumns(),
  name: text('name').notNull(),
  lastRunFor: instant('last_run_for'),
  /** Wall time: one worker at a time, for the sweeps that ask providers. */
  leasedUntil: instant('leased_until'),
  leaseNumber: integer('lease_number').notNull().default(0),
});
