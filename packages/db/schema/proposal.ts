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
  withdrawnBecause: text('withdrawn_because', {
    enum: ['planned', 'ended', 'lapsed', 'gone', 'others_asked', 'kept', 'moved'],
  }),
  pickedStartsAt: instant('picked_starts_at'),
  pickedById: uuid('picked_by_id'),
  pickedAt: instant('picked_at'),
  /** What was booked, or moved, for the pick. */
  eventId: uuid('event_id'),
  /** The event they may take the place of, and where it stood; null where there is no date yet. */
  insteadOfId: uuid('instead_of_id'),
  stoodAt: instant('stood_at'),
  /** Who alone was asked, and why; null where both may pick. */
  askedId: uuid('asked_id'),
  askedBecause: text('asked_because', { enum: ['edited', 'conflict'] }),
});
