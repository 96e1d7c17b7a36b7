import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** A manager's word that leadership and HR may see the dates of their own team. */
export const teamRelease = pgTable('team_release', {
  ...tenantColumns(),
  managerId: uuid('manager_id').notNull(),
  releasedAt: instant('released_at').notNull(),
  /** Null while it holds. */
  revokedAt: instant('revoked_at'),
});
