import { and, eq, inArray, lte, or, sql, type SQL } from 'drizzle-orm';
import {
  reasonsWithLeave,
  reasonsWithTimes,
  type NearEnough,
  type NeedsDateReason,
} from '@throughline/domain/conversation/needs-date.ts';
import { endOfHold } from './absence-store.ts';
import { conversation, exemption, leave, proposal } from './schema/tables.ts';

/** Conversations that need a date: due, and near enough. */
export type NeedsDate = {
  readonly within: readonly NearEnough[];
  /** The organisation's date, by which somebody is on leave. */
  readonly today: Temporal.PlainDate;
  readonly reason?: NeedsDateReason;
};

export function needsDateCondition({ within, today, reason }: NeedsDate): SQL | undefined {
  const near = within.map(({ policyIds, dueTo }) =>
    and(inArray(conversation.policyId, [...policyIds]), lte(conversation.dueOn, dueTo)),
  );
  return and(
    eq(conversation.state, 'due'),
    near.length === 0 ? sql`false` : or(...near),
    reason === undefined ? undefined : sql`${needsDateReason(today)} = ${reason}`,
  );
}

/** Made of what the planner wrote, times that are proposed and leave alone: of nothing anybody answered. */
export function needsDateReason(today: Temporal.PlainDate): SQL<NeedsDateReason> {
  const waitingFor = sql`coalesce(${conversation.waitingFor}, 'not_yet_planned')`;
  const on = sql`${today.toString()}::date`;
  // Sets that depend on no row of the query around them are read once, however many there are to look at. The columns
  // come with their table's name, because inside a set a bare `id` would be that of the set's own.
  const [id, reportId] = [conversation.id, conversation.reportId].map(
    (column) => sql`${conversation}.${sql.identifier(column.name)}`,
  );
  return sql<NeedsDateReason>`CASE
    WHEN ${inArray(waitingFor, [...reasonsWithTimes])} AND ${id} IN (
      SELECT ${proposal.conversationId} FROM ${proposal}
      WHERE ${proposal.withdrawnAt} IS NULL AND ${proposal.pickedAt} IS NULL
    ) THEN 'times_proposed'
    WHEN ${inArray(waitingFor, [...reasonsWithLeave])} AND (
      ${reportId} IN (SELECT ${leave.personId} FROM ${leave} WHERE ${on} BETWEEN ${leave.startsOn} AND ${leave.endsOn})
      OR ${reportId} IN (SELECT ${exemption.personId} FROM ${exemption}
        WHERE ${exemption.category} = 'hold' AND ${on} BETWEEN ${exemption.startsOn} AND ${endOfHold})
    ) THEN 'on_leave'
    ELSE ${waitingFor} END`;
}
