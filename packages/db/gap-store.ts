import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { GapBase, PastGapCause } from '@throughline/domain/conversation/past-gap.ts';
import type { LeaveShift } from '@throughline/domain/conversation/due-date.ts';
import { leaveShiftFrom, type Stored } from './leave-shift-column.ts';
import type { Transaction } from './database.ts';

type Row = {
  id: string;
  last_held_on: string | null;
  first_opened_at: string;
  leave_shift: Stored | null;
} & Record<string, unknown>;

export type Gap = { readonly base: GapBase; readonly leaveShift: LeaveShift | null };

/** From when the gap of each report counts, for `past-gap.ts` to decide whether a conversation lies past it. */
export function gapStore(tx: Transaction) {
  async function gaps(condition: SQL): Promise<ReadonlyMap<string, Gap>> {
    const { rows } = await tx.execute<Row>(sql`
      SELECT c.id, series.last_held_on::text AS last_held_on, to_jsonb(series.first_opened_at) #>> '{}' AS first_opened_at,
        c.leave_shift
      FROM conversation c
      JOIN (
        SELECT report_id, max(held_on) FILTER (WHERE state = 'held') AS last_held_on, min(opened_at) AS first_opened_at
        FROM conversation GROUP BY report_id
      ) series USING (report_id)
      WHERE ${condition}`);
    return new Map(rows.map((row) => [row.id, fromRow(row)]));
  }

  return {
    of: (conversationIds: readonly string[]): Promise<ReadonlyMap<string, Gap>> =>
      conversationIds.length === 0
        ? Promise.resolve(new Map())
        : gaps(sql`c.id = ANY(${sql.param([...conversationIds])}::uuid[])`),

    /**
     * Open conversations that may lie past a gap of that many days when it is `today` in UTC. A day more or less than
     * each report's own zone says, and more than lie past it: the decision is not made here.
     */
    perhapsPast: ({ days, today }: { days: number; today: Temporal.PlainDate }): Promise<ReadonlyMap<string, Gap>> =>
      gaps(sql`c.state IN ('due', 'booked', 'awaiting_confirmation')
        AND greatest(c.due_on, (c.starts_at AT TIME ZONE 'UTC')::date + 1, ${today.toString()}::date + 1)
          > coalesce(series.last_held_on, (series.first_opened_at AT TIME ZONE 'UTC')::date - 1) + ${days}::int`),

    /** Of these conversations, what is on record already, as `id cause`. */
    async onRecord(conversationIds: readonly string[]): Promise<ReadonlySet<`${string} ${PastGapCause}`>> {
      if (conversationIds.length === 0) return new Set();
      const { rows } = await tx.execute<{ conversation_id: string; because: PastGapCause }>(sql`
        SELECT DISTINCT conversation_id, details ->> 'because' AS because FROM conversation_history
        WHERE kind = 'past_longest_gap' AND conversation_id = ANY(${sql.param([...conversationIds])}::uuid[])`);
      return new Set(rows.map(({ conversation_id, because }) => `${conversation_id} ${because}` as const));
    },
  };
}

function fromRow({ last_held_on, first_opened_at, leave_shift }: Row): Gap {
  return {
    base: {
      lastHeldOn: last_held_on === null ? null : Temporal.PlainDate.from(last_held_on),
      firstOpenedAt: Temporal.Instant.from(first_opened_at),
    },
    leaveShift: leave_shift && leaveShiftFrom(leave_shift),
  };
}
