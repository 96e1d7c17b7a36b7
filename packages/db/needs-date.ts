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
  // With its table's name whatever the query around it is: inside each EXISTS a bare `id` would be that table's.
  const [id, reportId] = [conversation.id, conversation.reportId].map(
    (column) => sql`${conversation}.${sql.identifier(column.name)}`,
  );
  return sql<NeedsDateReason>`CASE
    WHEN ${inArray(waitingFor, [...reasonsWithTimes])} AND EXISTS (
      SELECT FROM ${proposal} WHERE ${proposal.conversationId} = ${id}
        AND ${proposal.withdrawnAt} IS NULL AND ${proposal.pickedAt} IS NULL
    ) THEN 'times_proposed'
    WHEN ${inArray(waitingFor, [...reasonsWithLeave])} AND (
      EXISTS (SELECT FROM ${leave} WHERE ${leave.personId} = ${reportId}
        AND ${on} BETWEEN ${leave.startsOn} AND ${leave.endsOn})
      OR EXISTS (SELECT FROM ${exemption} WHERE ${exemption.personId} = ${reportId}
        AND ${exemption.category} = 'hold' AND ${on} BETWEEN ${exemption.startsOn} AND ${endOfHold})
    ) THEN 'on_leave'
    ELSE ${waitingFor} END`;
}
