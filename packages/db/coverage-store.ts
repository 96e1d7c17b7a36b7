import { and, asc, desc, eq, getTableColumns, isNotNull, ne, sql } from 'drizzle-orm';
import type { Coverage } from '@throughline/domain/coverage/coverage.ts';
import type { PublishedPulse } from '@throughline/domain/coverage/pulse.ts';
import { noMemory, type CoverageMemory, type PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import type { Unit } from '@throughline/domain/coverage/units.ts';
import type { TrustInData } from '@throughline/domain/digest/trust-in-data.ts';
import { memoryFromJson, memoryToJson } from './coverage-memory-json.ts';
import type { Transaction } from './database.ts';
import { coverageSnapshot } from './schema/tables.ts';

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

export function coverageStore(tx: Transaction) {
  return {
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
