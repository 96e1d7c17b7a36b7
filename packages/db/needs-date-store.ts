import { aliasedTable, and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { NeedsDateReason } from '@throughline/domain/conversation/needs-date.ts';
import { conversationConditions, type ConversationFilter } from './conversation-view-store.ts';
import type { Transaction } from './database.ts';
import { needsDateCondition, needsDateReason, type NeedsDate } from './needs-date.ts';
import { conversation, person } from './schema/tables.ts';

const report = aliasedTable(person, 'report');
const manager = aliasedTable(person, 'manager');

type Asked = { readonly filter: ConversationFilter; readonly today: Temporal.PlainDate };

/** Who needs a date, counted and by reason; the rows themselves are the conversation view store's. */
export function needsDateStore(tx: Transaction) {
  return {
    async reasonsOf({
      conversationIds,
      today,
    }: {
      conversationIds: readonly string[];
      today: Temporal.PlainDate;
    }): Promise<ReadonlyMap<string, NeedsDateReason>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .select({ id: conversation.id, reason: needsDateReason(today) })
        .from(conversation)
        .where(inArray(conversation.id, [...conversationIds]));
      return new Map(rows.map(({ id, reason }) => [id, reason]));
    },

    /** Every reason there is somebody for. */
    async countsByReason({ filter, today }: Asked): Promise<ReadonlyMap<NeedsDateReason, number>> {
      const found = tx
        .select({ reason: needsDateReason(today).as('reason') })
        .from(conversation)
        .innerJoin(report, eq(report.id, conversation.reportId))
        .leftJoin(manager, eq(manager.id, conversation.managerId))
        .where(and(...conversationConditions(filter)))
        .as('found');
      const rows = await tx
        .select({ reason: sql<NeedsDateReason>`${found.reason}`, people: count() })
        .from(found)
        .groupBy(found.reason);
      return new Map(rows.map(({ reason, people }) => [reason, people]));
    },

    /** Whose reports are among everybody who needs a date, and in which groups those are, by name. */
    async choices(
      needsDate: NeedsDate,
    ): Promise<{ managers: readonly { id: string; displayName: string }[]; groups: readonly string[] }> {
      const where = needsDateCondition(needsDate);
      const managerIds = tx.select({ id: conversation.managerId }).from(conversation).where(where);
      const reportIds = tx.select({ id: conversation.reportId }).from(conversation).where(where);
      const managers = await tx
        .select({ id: person.id, displayName: person.displayName })
        .from(person)
        .where(inArray(person.id, managerIds))
        .orderBy(asc(person.displayName), asc(person.id));
      const groups = await tx
        .selectDistinct({ name: sql<string>`unnest(${person.groups})`.as('name') })
        .from(person)
        .where(inArray(person.id, reportIds))
        .orderBy(sql`name`);
      return { managers, groups: groups.map(({ name }) => name) };
    },
  };
}
