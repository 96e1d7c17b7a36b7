import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { intervals } from '../intervals-column.ts';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Times the two of a conversation may pick from. Open until picked or withdrawn; one at most for each conversation. */
export const proposal = pgTable('proposal', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  /** In order of time. */
  slots: intervals('slots').notNull(),
  offeredAt: instant('offered_at').notNull(),
  /** From then on the first of them would leave too little lead time. */
  expiresAt: instant('expires_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
  withdrawnBecause: text('withdrawn_because', { enum: ['planned', 'ended', 'lapsed', 'gone', 'others_asked'] }),
  pickedStartsAt: instant('picked_starts_at'),
  pickedById: uuid('picked_by_id'),
  pickedAt: instant('picked_at'),
  /** What was booked for the pick. */
  eventId: uuid('event_id'),
});
