import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type {
  ConversationFilter,
  ConversationOrder,
  ConversationPosition,
  ConversationView,
} from '@throughline/db/conversation-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { decodeCursor, encodeCursor } from './conversation-cursor.ts';

export type ListedConversations =
  | {
      readonly kind: 'page';
      readonly rows: readonly ConversationView[];
      readonly next: string | null;
      readonly previous: string | null;
      /** Of the whole filter. */
      readonly total: number;
    }
  | { readonly kind: 'invalid' }
  /** The cursor was written for another organisation, or the filter names a manager nobody here knows. */
  | { readonly kind: 'not_found' };

/**
 * One page of an organisation's conversations as everyone but the report may know them. Who may ask for what is the
 * caller's: narrow the filter to the viewer's own first. In the order `opened`, whatever is written between two
 * pages, no row is missed and none comes twice.
 */
export async function listConversations(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    order = 'opened',
    cursor,
    pageSize,
    total = null,
  }: {
    organizationId: string;
    filter: ConversationFilter;
    order?: ConversationOrder;
    cursor: string | null;
    pageSize: number;
    /** Where the caller has counted them already. */
    total?: number | null;
  },
): Promise<ListedConversations> {
  const from = cursor === null ? null : decodeCursor(cursor);
  if (cursor !== null && from?.order !== order) return { kind: 'invalid' };
  if (from !== null && from.organizationId !== organizationId) return { kind: 'not_found' };
  return db.inOrganization(organizationId, async (tx) => {
    const { managerId } = filter;
    if (managerId !== undefined && (await peopleStore(tx).byId(managerId)) === null) return { kind: 'not_found' };
    const views = conversationViewStore(tx);
    const found = await views.page({ filter, order, from, limit: pageSize + 1 });
    const hasMore = found.length > pageSize;
    const isBackwards = from?.side === 'before';
    const rows = isBackwards ? found.slice(-pageSize) : found.slice(0, pageSize);
    const cursorAt = (side: 'after' | 'before', row: ConversationPosition | undefined) =>
      row === undefined
        ? null
        : encodeCursor({ organizationId, order, side, position: { id: row.id, dueOn: row.dueOn } });
    return {
      kind: 'page',
      rows,
      next: isBackwards || hasMore ? cursorAt('after', rows.at(-1)) : null,
      previous: from !== null && (!isBackwards || hasMore) ? cursorAt('before', rows[0]) : null,
      total: total ?? (await views.count(filter)),
    };
  });
}
