import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** What a sponsor tells everybody before the first invitation leaves: one text of an organisation, or none. */
export const announcement = pgTable('announcement', {
  ...tenantColumns(),
  /** Null: in the organisation's own name. */
  sponsorId: uuid('sponsor_id'),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  changedAt: instant('changed_at').notNull(),
  /** Organisation time. Set by the launch that put its mails into the outbox. */
  announcedAt: instant('announced_at'),
  /** Set once the last of those mails has left; before that moment no first invitation leaves. */
  invitationsFrom: instant('invitations_from'),
});
