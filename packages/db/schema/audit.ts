import { sql } from 'drizzle-orm';
import { customType, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Whole numbers beyond what a double holds, as PostgreSQL writes them. */
const bigNumber = customType<{ data: string; driverData: string }>({ dataType: () => 'bigint' });
const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** Append-only; ids, never content. The application's role may insert and read, nothing else. */
export const audit = pgTable('audit', {
  ...tenantColumns(),
  at: instant('at').notNull(),
  actorKind: text('actor_kind', { enum: ['person', 'api_key', 'throughline', 'operator'] }).notNull(),
  actorId: uuid('actor_id'),
  action: text('action').notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: uuid('subject_id'),
  details: jsonb('details').$type<Record<string, string | number | boolean | null>>().notNull(),
  /** PostgreSQL's system identifier where the row was written. */
  clusterId: bigNumber('cluster_id')
    .notNull()
    .default(sql`(pg_control_system()).system_identifier`),
  /** The transaction that wrote it: the order in which rows are sealed. */
  writtenIn: transactionId('written_in')
    .notNull()
    .default(sql`pg_current_xact_id()`),
});

/** One link of an organisation's chain, over all rows of a cluster from one transaction (included) to another (excluded). */
export const auditSeal = pgTable('audit_seal', {
  ...tenantColumns(),
  sequence: integer('sequence').notNull(),
  clusterId: bigNumber('cluster_id').notNull(),
  writtenFrom: transactionId('written_from').notNull(),
  writtenBelow: transactionId('written_below').notNull(),
  entries: integer('entries').notNull(),
  previousHash: bytes('previous_hash').notNull(),
  hash: bytes('hash').notNull(),
  sealedAt: instant('sealed_at').notNull(),
});
