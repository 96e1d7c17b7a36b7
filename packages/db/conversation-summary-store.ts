import { sql } from 'drizzle-orm';
import type { Grade } from '@throughline/domain/conversation/conversation.ts';
import type { LeaveShift } from '@throughline/domain/conversation/due-date.ts';
import type { GapBase } from '@throughline/domain/conversation/past-gap.ts';
import type { Transaction } from './database.ts';
import { leaveShiftFrom, type Stored } from './leave-shift-column.ts';

/** What a report's conversations say about them: the open one, the last that got an outcome, and the first. */
export type ConversationFacts = {
  readonly reportId: string;
  readonly firstDueOn: Temporal.PlainDate;
  readonly everHeld: boolean;
  readonly gapBase: GapBase;
  readonly open: {
    readonly state: 'due' | 'booked' | 'awaiting_confirmation';
    readonly dueOn: Temporal.PlainDate;
    readonly policyId: string;
    readonly bookedAt: Temporal.Instant | null;
    readonly startsAt: Temporal.Instant | null;
    readonly endsAt: Temporal.Instant | null;
    readonly managerMoves: number;
    readonly leaveShift: LeaveShift | null;
  } | null;
  readonly last: {
    readonly grade: Grade;
    readonly policyId: string;
    readonly bookedAt: Temporal.Instant | null;
    readonly startsAt: Temporal.Instant | null;
    readonly earlyRequest: boolean;
  } | null;
};

type FactsRow = {
  report_id: string;
  first_due_on: string;
  ever_held: boolean;
  last_held_on: string | null;
  first_opened_at: string;
  open: JsonOpen | null;
  last: JsonLast | null;
} & Record<string, unknown>;
type JsonTimes = { policy_id: string; booked_at: string | null; starts_at: string | null };
type JsonOpen = JsonTimes & {
  state: 'due' | 'booked' | 'awaiting_confirmation';
  due_on: string;
  ends_at: string | null;
  manager_moves: number;
  leave_shift: Stored | null;
};
type JsonLast = JsonTimes & { grade: Grade; early_request: boolean };

/** A report's conversations in short: the definition of what a summary holds. */
const summedUp = sql`
  SELECT report_id,
    (array_agg(due_on ORDER BY sequence))[1] AS first_due_on,
    min(opened_at) AS first_opened_at,
    bool_or(state = 'held') AS ever_held,
    max(held_on) FILTER (WHERE state = 'held') AS last_held_on,
    (array_agg(to_jsonb(c) ORDER BY sequence DESC)
      FILTER (WHERE state IN ('due', 'booked', 'awaiting_confirmation')))[1] AS open,
    (array_agg(to_jsonb(c) ORDER BY sequence DESC) FILTER (WHERE state IN ('held', 'unconfirmed')))[1] AS last
  FROM (
    SELECT report_id, sequence, state, due_on, policy_id, booked_at, starts_at, ends_at, manager_moves, grade,
      early_request, leave_shift, held_on, opened_at
    FROM conversation
  ) c`;

const columns = sql.raw('report_id, first_due_on, first_opened_at, ever_held, last_held_on, open, last');
const asText = sql`report_id, first_due_on::text, to_jsonb(first_opened_at) #>> '{}' AS first_opened_at, ever_held,
  last_held_on::text, open, last`;

/** Each report's conversations in short, from a summary that a log of changes keeps true. */
export function conversationSummaryStore(tx: Transaction) {
  return {
    /**
     * One row for each report who ever had a conversation, as of this moment: from the summary, and from the
     * conversations themselves for those whom the log names. One statement, so that no change falls between the two.
     */
    async all(): Promise<readonly ConversationFacts[]> {
      const { rows } = await tx.execute<FactsRow>(sql`
        SELECT ${asText} FROM (
          SELECT ${columns} FROM coverage_summary
          WHERE report_id NOT IN (SELECT report_id FROM coverage_change)
          UNION ALL
          ${summedUp} WHERE report_id IN (SELECT report_id FROM coverage_change) GROUP BY report_id
        ) facts`);
      return rows.map(factsFromRow);
    },

    /** The same from the conversations alone: what the summary has to be equal to. */
    async recount(): Promise<readonly ConversationFacts[]> {
      const { rows } = await tx.execute<FactsRow>(sql`SELECT ${asText} FROM (${summedUp} GROUP BY report_id) facts`);
      return rows.map(factsFromRow);
    },

    /**
     * Sums up whom the log names and empties it; answers how many there were. One at a time within an organisation: what
     * was summed up earlier must not be written later. A change that commits meanwhile keeps its row of the log.
     */
    async sumUp(): Promise<number> {
      await tx.execute(
        sql`SELECT pg_advisory_xact_lock(hashtext('coverage_summary'), hashtext(current_setting('throughline.organization_id')))`,
      );
      const { rows } = await tx.execute<{ report_id: string }>(sql`DELETE FROM coverage_change RETURNING report_id`);
      if (rows.length === 0) return 0;
      const ids = sql.param([...new Set(rows.map((row) => row.report_id))]);
      const put = await tx.execute<{ report_id: string }>(sql`
        INSERT INTO coverage_summary (${columns})
        ${summedUp} WHERE report_id = ANY(${ids}::uuid[]) GROUP BY report_id
        ON CONFLICT (organization_id, report_id) DO UPDATE SET
          first_due_on = excluded.first_due_on, first_opened_at = excluded.first_opened_at, ever_held = excluded.ever_held,
          last_held_on = excluded.last_held_on, open = excluded.open, last = excluded.last
        RETURNING report_id`);
      const left = sql.param(put.rows.map((row) => row.report_id));
      await tx.execute(sql`
        DELETE FROM coverage_summary WHERE report_id = ANY(${ids}::uuid[]) AND report_id <> ALL(${left}::uuid[])`);
      return put.rows.length;
    },
  };
}

function factsFromRow({
  report_id,
  first_due_on,
  ever_held,
  last_held_on,
  first_opened_at,
  open,
  last,
}: FactsRow): ConversationFacts {
  return {
    reportId: report_id,
    firstDueOn: Temporal.PlainDate.from(first_due_on),
    everHeld: ever_held,
    gapBase: {
      lastHeldOn: last_held_on === null ? null : Temporal.PlainDate.from(last_held_on),
      firstOpenedAt: Temporal.Instant.from(first_opened_at),
    },
    open: open && {
      ...timesFromJson(open),
      state: open.state,
      dueOn: Temporal.PlainDate.from(open.due_on),
      endsAt: instantFrom(open.ends_at),
      managerMoves: open.manager_moves,
      leaveShift: open.leave_shift && leaveShiftFrom(open.leave_shift),
    },
    last: last && { ...timesFromJson(last), grade: last.grade, earlyRequest: last.early_request },
  };
}

function timesFromJson({ policy_id, booked_at, starts_at }: JsonTimes) {
  return { policyId: policy_id, bookedAt: instantFrom(booked_at), startsAt: instantFrom(starts_at) };
}

function instantFrom(text: string | null): Temporal.Instant | null {
  return text === null ? null : Temporal.Instant.from(text);
}
