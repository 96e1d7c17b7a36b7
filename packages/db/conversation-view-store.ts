import { aliasedTable, and, asc, desc, eq, gt, gte, ilike, inArray, lte, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { ConversationState, WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { HistoryKind } from '@throughline/domain/conversation/history-entry.ts';
import type { ConnectionCondition } from '@throughline/domain/connection/calendar-trouble.ts';
import type { Transaction } from './database.ts';
import { effectiveTimeZone } from './effective-hours.ts';
import { needsDateCondition, type NeedsDate } from './needs-date.ts';
import { connection, conversation, conversationHistory, event, person, policy } from './schema/tables.ts';

const report = aliasedTable(person, 'report');
const manager = aliasedTable(person, 'manager');

const columns = {
  id: conversation.id,
  state: conversation.state,
  sequence: conversation.sequence,
  previousId: conversation.previousId,
  dueOn: conversation.dueOn,
  dueWhy: conversation.dueWhy,
  explanation: conversation.explanation,
  waitingFor: sql<WaitingReason | null>`${conversation.waitingFor}`,
  startsAt: conversation.startsAt,
  endsAt: conversation.endsAt,
  bookedAt: conversation.bookedAt,
  heldOn: conversation.heldOn,
  grade: conversation.grade,
  openedAt: conversation.openedAt,
  closedAt: conversation.closedAt,
  policyId: conversation.policyId,
  policyName: policy.name,
  version: conversation.version,
  updatedAt: conversation.updatedAt,
  report: personColumns(report),
  manager: personColumns(manager),
  calendar: {
    status: connection.status,
    purpose: connection.purpose,
    brokenBecause: connection.brokenBecause,
    brokenAt: connection.brokenAt,
    disconnectedAt: connection.disconnectedAt,
    connectedAt: connection.connectedAt,
    syncedAt: connection.syncedAt,
  },
};

/** The invitation that stands, if any; a conversation has one at most. */
const standing = and(
  eq(event.conversationId, conversation.id),
  eq(event.organizationId, conversation.organizationId),
  eq(event.desiredStep, 'invited'),
  eq(event.step, 'invited'),
);

function personColumns(table: typeof report) {
  return {
    id: table.id,
    externalId: table.externalId,
    displayName: table.displayName,
    givenName: table.givenName,
    timeZone: effectiveTimeZone(table),
  };
}

export type ViewedPerson = {
  readonly id: string;
  readonly externalId: string | null;
  readonly displayName: string;
  readonly givenName: string;
  readonly timeZone: string | null;
};

/** A conversation with its two people's names: what everyone but the report may know of it. */
export type ConversationView = {
  readonly id: string;
  readonly state: ConversationState;
  readonly sequence: number;
  readonly previousId: string | null;
  readonly dueOn: Temporal.PlainDate;
  readonly dueWhy: readonly string[];
  readonly explanation: readonly string[];
  readonly waitingFor: WaitingReason | null;
  readonly startsAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant | null;
  readonly bookedAt: Temporal.Instant | null;
  readonly heldOn: Temporal.PlainDate | null;
  readonly grade: (typeof conversation.$inferSelect)['grade'];
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly policyId: string;
  readonly policyName: string;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
  readonly report: ViewedPerson;
  readonly manager: ViewedPerson | null;
  /** Of the connection its invitation was sent from; null where none stands. */
  readonly calendar: ConnectionCondition | null;
};

/** Every field narrows; dates are inclusive. */
export type ConversationFilter = {
  readonly states?: readonly ConversationState[];
  readonly dueFrom?: Temporal.PlainDate;
  readonly dueTo?: Temporal.PlainDate;
  readonly managerId?: string;
  readonly reportId?: string;
  /** A group the report is in. */
  readonly group?: string;
  /** Part of either name, in any case. */
  readonly search?: string;
  /** Has an entry of this kind in its history. */
  readonly onRecord?: HistoryKind;
  readonly modifiedAfter?: Temporal.Instant;
  readonly closedAfter?: Temporal.Instant;
  readonly needsDate?: NeedsDate;
};

/**
 * `opened`: by id, which never changes, so that rows written meanwhile neither vanish nor come twice.
 * `due`: soonest first, for people to read.
 */
export type ConversationOrder = 'opened' | 'due';
export type ConversationPosition = { readonly id: string; readonly dueOn: Temporal.PlainDate };

/** Reading conversations for pages, mails and the API; nothing here changes one. */
export function conversationViewStore(tx: Transaction) {
  const select = () =>
    tx
      .select(columns)
      .from(conversation)
      .innerJoin(report, eq(report.id, conversation.reportId))
      .innerJoin(policy, eq(policy.id, conversation.policyId))
      .leftJoin(manager, eq(manager.id, conversation.managerId))
      .leftJoin(event, standing)
      .leftJoin(connection, eq(connection.id, event.connectionId));

  return {
    async byId(id: string): Promise<ConversationView | null> {
      const [row] = await select().where(eq(conversation.id, id));
      return row ?? null;
    },

    /** Up to `limit` rows on one side of a position, in order whichever side that is. */
    async page({
      filter,
      order,
      from,
      limit,
    }: {
      filter: ConversationFilter;
      order: ConversationOrder;
      from: { readonly side: 'after' | 'before'; readonly position: ConversationPosition } | null;
      limit: number;
    }): Promise<readonly ConversationView[]> {
      const direction = from?.side === 'before' ? desc : asc;
      const rows = await select()
        .where(and(...conversationConditions(filter), from ? beyond({ ...from, order }) : undefined))
        .orderBy(...(order === 'due' ? [direction(conversation.dueOn)] : []), direction(conversation.id))
        .limit(limit);
      return from?.side === 'before' ? rows.toReversed() : rows;
    },

    /** All of them, soonest due first: for one person's conversations, never for a whole organisation. */
    all: (filter: ConversationFilter): Promise<readonly ConversationView[]> =>
      select()
        .where(and(...conversationConditions(filter)))
        .orderBy(asc(conversation.dueOn), asc(conversation.id)),

    count: (filter: ConversationFilter): Promise<number> => {
      const found = tx
        .select({ id: conversation.id })
        .from(conversation)
        .innerJoin(report, eq(report.id, conversation.reportId))
        .leftJoin(manager, eq(manager.id, conversation.managerId))
        .where(and(...conversationConditions(filter)));
      return tx.$count(found.as('found'));
    },
  };
}

/** For queries that name the report's and the manager's rows `report` and `manager`. */
export function conversationConditions(filter: ConversationFilter): readonly (SQL | undefined)[] {
  const {
    states,
    dueFrom,
    dueTo,
    managerId,
    reportId,
    group,
    search,
    onRecord,
    modifiedAfter,
    closedAfter,
    needsDate,
  } = filter;
  const pattern = search && `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return [
    states && inArray(conversation.state, [...states]),
    dueFrom && gte(conversation.dueOn, dueFrom),
    dueTo && lte(conversation.dueOn, dueTo),
    managerId === undefined ? undefined : eq(conversation.managerId, managerId),
    reportId === undefined ? undefined : eq(conversation.reportId, reportId),
    group === undefined ? undefined : sql`${group} = ANY(${report.groups})`,
    pattern ? or(ilike(report.displayName, pattern), ilike(manager.displayName, pattern)) : undefined,
    onRecord === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM ${conversationHistory} WHERE ${conversationHistory.conversationId} = ${conversation.id}
          AND ${conversationHistory.kind} = ${onRecord})`,
    modifiedAfter && gt(conversation.updatedAt, modifiedAfter),
    closedAfter && gt(conversation.closedAt, closedAfter),
    needsDate && needsDateCondition(needsDate),
  ];
}

function beyond({
  side,
  position,
  order,
}: {
  side: 'after' | 'before';
  position: ConversationPosition;
  order: ConversationOrder;
}): SQL {
  const comparison = side === 'after' ? sql.raw('>') : sql.raw('<');
  if (order === 'opened') return sql`${conversation.id} ${comparison} ${position.id}::uuid`;
  const dueOn = position.dueOn.toString();
  return sql`(${conversation.dueOn}, ${conversation.id}) ${comparison} (${dueOn}::date, ${position.id}::uuid)`;
}
