import { and, asc, desc, eq, getTableColumns, isNotNull, ne, sql } from 'drizzle-orm';
import type { Grade } from '@throughline/domain/conversation/conversation.ts';
import type { GapBase } from '@throughline/domain/conversation/past-gap.ts';
import type { LeaveShift } from '@throughline/domain/conversation/due-date.ts';
import type { Coverage } from '@throughline/domain/coverage/coverage.ts';
import type { PublishedPulse } from '@throughline/domain/coverage/pulse.ts';
import { noMemory, type CoverageMemory, type PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import type { Unit } from '@throughline/domain/coverage/units.ts';
import type { TrustInData } from '@throughline/domain/digest/trust-in-data.ts';
import { memoryFromJson, memoryToJson } from './coverage-memory-json.ts';
import type { Transaction } from './database.ts';
import { leaveShiftFrom, type Stored } from './leave-shift-column.ts';
import { coverageSnapshot } from './schema/tables.ts';

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

export type CoverageSnapshot = {
  readonly isoWeek: string;
  readonly asOf: Temporal.PlainDate;
  readonly policyId: string;
  /** Guarded together by `publishRows`; any selection of them may be shown. */
  readonly rows: readonly PublishedRow[];
  readonly trust: TrustInData;
  /** Of the quarter that had ended; null where nothing is asked. */
  readonly pulse: PublishedPulse | null;
  /** Of everyone by category, for HR alone; null in weeks from before it was counted. */
  readonly exempt: Coverage['exempt'] | null;
  readonly takenAt: Temporal.Instant;
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

export function coverageStore(tx: Transaction) {
  return {
    /** One row for each report who ever had a conversation, in one query. */
    async conversationFacts(): Promise<readonly ConversationFacts[]> {
      const { rows } = await tx.execute<FactsRow>(sql`
        SELECT report_id,
          (array_agg(due_on ORDER BY sequence))[1]::text AS first_due_on,
          bool_or(state = 'held') AS ever_held,
          (max(held_on) FILTER (WHERE state = 'held'))::text AS last_held_on,
          to_jsonb(min(opened_at)) #>> '{}' AS first_opened_at,
          (array_agg(to_jsonb(c) ORDER BY sequence DESC)
            FILTER (WHERE state IN ('due', 'booked', 'awaiting_confirmation')))[1] AS open,
          (array_agg(to_jsonb(c) ORDER BY sequence DESC) FILTER (WHERE state IN ('held', 'unconfirmed')))[1] AS last
        FROM (
          SELECT report_id, sequence, state, due_on, policy_id, booked_at, starts_at, ends_at, manager_moves, grade,
            early_request, leave_shift, held_on, opened_at
          FROM conversation
        ) c
        GROUP BY report_id`);
      return rows.map(factsFromRow);
    },

    async snapshotOf(isoWeek: string): Promise<CoverageSnapshot | null> {
      const [row] = await tx.select().from(coverageSnapshot).where(eq(coverageSnapshot.isoWeek, isoWeek));
      return row ? snapshotFromRow(row) : null;
    },

    async latestSnapshot(): Promise<CoverageSnapshot | null> {
      const [row] = await tx.select().from(coverageSnapshot).orderBy(desc(coverageSnapshot.isoWeek)).limit(1);
      return row ? snapshotFromRow(row) : null;
    },

    /** Weeks that have a snapshot, newest first. */
    async weeks({ limit }: { limit: number }): Promise<readonly string[]> {
      const rows = await tx
        .select({ isoWeek: coverageSnapshot.isoWeek })
        .from(coverageSnapshot)
        .orderBy(desc(coverageSnapshot.isoWeek))
        .limit(limit);
      return rows.map(({ isoWeek }) => isoWeek);
    },

    /** Up to and including a week, oldest first, no more than `limit`. */
    async snapshotsUpTo({ isoWeek, limit }: { isoWeek: string; limit: number }): Promise<readonly CoverageSnapshot[]> {
      const recent = tx
        .select()
        .from(coverageSnapshot)
        .where(sql`${coverageSnapshot.isoWeek} <= ${isoWeek}`)
        .orderBy(desc(coverageSnapshot.isoWeek))
        .limit(limit)
        .as('recent');
      return (await tx.select().from(recent).orderBy(asc(recent.isoWeek))).map(snapshotFromRow);
    },

    /** The same with the rows of some units alone: of large organisations the others are most of what is stored. */
    async unitsUpTo({
      isoWeek,
      limit,
      units,
    }: {
      isoWeek: string;
      limit: number;
      units: readonly Unit[];
    }): Promise<readonly CoverageSnapshot[]> {
      const { id: _id, organizationId: _tenant, memory: _memory, ...columns } = getTableColumns(coverageSnapshot);
      const wanted = sql.param(units.map((unit) => JSON.stringify(unit)));
      const recent = await tx
        .select({
          ...columns,
          rows: sql<readonly Record<string, unknown>[]>`(
            SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(${coverageSnapshot.rows}) AS one
            WHERE one -> 'unit' IN (SELECT unnest(${wanted}::jsonb[])))`,
        })
        .from(coverageSnapshot)
        .where(sql`${coverageSnapshot.isoWeek} <= ${isoWeek}`)
        .orderBy(desc(coverageSnapshot.isoWeek))
        .limit(limit);
      return recent.toReversed().map(snapshotFromRow);
    },

    /** What the next snapshot is judged beside. */
    async memory(): Promise<CoverageMemory> {
      const [row] = await tx
        .select({ memory: coverageSnapshot.memory })
        .from(coverageSnapshot)
        .where(isNotNull(coverageSnapshot.memory))
        .orderBy(desc(coverageSnapshot.isoWeek))
        .limit(1);
      return row?.memory ? memoryFromJson(row.memory) : noMemory;
    },

    /** A week has one snapshot; whoever comes second changes nothing. The memory takes the place of the one before. */
    async addSnapshot(
      { rows, trust, pulse, exempt, ...snapshot }: CoverageSnapshot,
      memory: CoverageMemory,
    ): Promise<void> {
      const added = await tx
        .insert(coverageSnapshot)
        .values({
          ...snapshot,
          trust: { ...trust },
          rows: rows.map(rowToJson),
          pulse: pulse && { ...pulse },
          exempt: exempt && { ...exempt },
          memory: memoryToJson(memory),
        })
        .onConflictDoNothing()
        .returning({ id: coverageSnapshot.id });
      for (const { id } of added) {
        await tx
          .update(coverageSnapshot)
          .set({ memory: null })
          .where(and(ne(coverageSnapshot.id, id), isNotNull(coverageSnapshot.memory)));
      }
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

function rowToJson(row: PublishedRow): Record<string, unknown> {
  return row.hidden ? { ...row } : { ...row, coverage: { ...row.coverage, asOf: row.coverage.asOf.toString() } };
}

function rowFromJson(json: Record<string, unknown>): PublishedRow {
  const row = json as PublishedRow;
  if (row.hidden) return row;
  return {
    ...row,
    coverage: { ...notCounted, ...row.coverage, asOf: Temporal.PlainDate.from(String(row.coverage.asOf)) },
  };
}

/** What earlier snapshots did not count. */
const notCounted = { pastLongestGap: { throughLeave: 0, otherwise: 0 }, stale: 0, leavers: null };

/** Earlier snapshots did not count calendars. */
function trustFromJson(json: Record<string, unknown>): TrustInData {
  return { calendars: null, ...(json as Omit<TrustInData, 'calendars'>) };
}

function snapshotFromRow({
  rows,
  trust,
  isoWeek,
  asOf,
  policyId,
  pulse,
  exempt,
  takenAt,
}: Omit<typeof coverageSnapshot.$inferSelect, 'id' | 'organizationId' | 'memory'>): CoverageSnapshot {
  return {
    isoWeek,
    asOf,
    policyId,
    takenAt,
    rows: rows.map(rowFromJson),
    trust: trustFromJson(trust),
    pulse: pulse as PublishedPulse | null,
    exempt,
  };
}
