import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ImportColumn } from '@throughline/domain/people/import/import-field.ts';
import type { ImportCounts, ImportNote } from '@throughline/domain/people/import/import-counts.ts';
import type { CellError, ReadRow } from '@throughline/domain/people/import/stated-row.ts';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** What an HR system exported, on its way in. The file itself is not kept. */
export const importRun = pgTable('import', {
  ...tenantColumns(),
  state: text('state', {
    enum: ['checking', 'waiting_for_approval', 'running', 'completed', 'failed', 'withdrawn'],
  }).notNull(),
  source: text('source', { enum: ['csv', 'json'] }).notNull(),
  /** Whose export it looks like. */
  system: text('system', { enum: ['bamboohr', 'personio', 'hibob', 'workday'] }),
  dryRun: boolean('dry_run').notNull(),
  /** Whoever is missing has left. */
  everybody: boolean('everybody').notNull(),
  /** Somebody looks at it before it is taken in, however few would leave. */
  hold: boolean('hold').notNull(),
  columns: jsonb('columns').$type<readonly ImportColumn[]>().notNull(),
  rowCount: integer('row_count').notNull(),
  rowsDone: integer('rows_done').notNull(),
  attempts: integer('attempts').notNull(),
  counts: jsonb('counts').$type<ImportCounts>(),
  createdByKind: text('created_by_kind', { enum: ['person', 'api_key', 'operator'] }).notNull(),
  createdById: uuid('created_by_id'),
  approvedByKind: text('approved_by_kind', { enum: ['person', 'api_key', 'operator'] }),
  approvedById: uuid('approved_by_id'),
  approvedAt: instant('approved_at'),
  /** So many leaving were approved; more have to be asked about again. */
  approvedLeaving: integer('approved_leaving'),
  endedBecause: text('ended_because', { enum: ['asked', 'expired', 'overtaken', 'went_wrong'] }),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  endedAt: instant('ended_at'),
});

/** The rows that wait, a thousand at a time; gone when the import is done or withdrawn. */
export const importPart = pgTable('import_part', {
  ...tenantColumns(),
  importId: uuid('import_id').notNull(),
  number: integer('number').notNull(),
  rows: jsonb('rows').$type<readonly ReadRow[]>().notNull(),
});

/** What became, or would become, of each row, and of whoever has none. */
export const importRow = pgTable('import_row', {
  ...tenantColumns(),
  importId: uuid('import_id').notNull(),
  /** Null for somebody the file does not have. */
  line: integer('line'),
  result: text('result', { enum: ['created', 'updated', 'unchanged', 'refused', 'leaving'] }).notNull(),
  personId: uuid('person_id'),
  /** Of somebody who is not here, and only while the import waits or was a dry run. */
  workEmail: text('work_email'),
  changes: text('changes').array().notNull(),
  notes: text('notes').array().$type<ImportNote[]>().notNull(),
  errors: jsonb('errors').$type<readonly CellError[]>().notNull(),
});
