import type { SourceField } from '@throughline/domain/people/sources/fields-to-take.ts';
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** What became of a pull: how many, never who. */
export type PullCounts = {
  readonly people: number;
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
  readonly unusable: number;
  readonly left: number;
};

/** An HR system people are pulled from. Its credentials are sealed. */
export const hrSource = pgTable('hr_source', {
  ...tenantColumns(),
  /** As commands call it. */
  name: text('name').notNull(),
  kind: text('kind', { enum: ['workday', 'bamboohr', 'personio'] }).notNull(),
  address: text('address').notNull(),
  options: jsonb('options').$type<Readonly<Record<string, unknown>>>().notNull(),
  credentials: bytes('credentials').notNull(),
  /** 1 is the highest. */
  precedence: integer('precedence').notNull(),
  /** Before its ids where they become external ids of people, so that two systems may have a 7. */
  idPrefix: text('id_prefix').notNull(),
  /** Paused: the last pull would have had too many leave. */
  state: text('state', { enum: ['active', 'paused'] }).notNull(),
  /** The organisation's own date. */
  lastRunFor: plainDate('last_run_for'),
  lastFinishedAt: instant('last_finished_at'),
  lastCounts: jsonb('last_counts').$type<PullCounts>(),
  lastProblem: text('last_problem'),
  /** Wall time, the two. */
  notBefore: instant('not_before'),
  leasedUntil: instant('leased_until'),
  leaseNumber: integer('lease_number').notNull().default(0),
  createdAt: instant('created_at').notNull(),
});

/** Who is in which source, by its own id there, and what it says of them. */
export const hrSourcePerson = pgTable('hr_source_person', {
  ...tenantColumns(),
  sourceId: uuid('source_id').notNull(),
  personId: uuid('person_id').notNull(),
  sourcePersonId: text('source_person_id').notNull(),
  fields: text('fields').array().$type<SourceField[]>().notNull(),
});
