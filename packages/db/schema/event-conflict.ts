import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Another entry over the time of an event, in the calendar of one of the two. Nothing of it is kept but its times. */
export const eventConflict = pgTable('event_conflict', {
  ...tenantColumns(),
  eventId: uuid('event_id').notNull(),
  side: text('side', { enum: ['manager', 'report'] }).notNull(),
  /** Where the event stood; moved away and back it is looked at as one and the same place. */
  stoodAt: instant('stood_at').notNull(),
  kind: text('kind', { enum: ['busy', 'away'] }).notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  settledAt: instant('settled_at'),
});
