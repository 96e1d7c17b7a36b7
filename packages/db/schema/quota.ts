import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { QuotaState } from '@throughline/domain/quota/quota.ts';
import { tenantColumns } from './tenant.ts';

/** How a connected mailbox is called by all processes together. */
export const mailboxQuota = pgTable('mailbox_quota', {
  ...tenantColumns(),
  connectionId: uuid('connection_id').notNull(),
  state: jsonb('state').$type<QuotaState>().notNull(),
});

/** The same of an OAuth client's project, for all organisations: no tenant's row. */
export const projectQuota = pgTable('project_quota', {
  project: text('project').primaryKey(),
  state: jsonb('state').$type<QuotaState>().notNull(),
});
