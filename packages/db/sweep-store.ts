import { and, eq, lte, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { sweep } from './schema/tables.ts';

export type SweepLease = { readonly name: string; readonly leaseNumber: number };

/** How far each recurring sweep has come, and who is at it. Leases are wall time. */
export function sweepStore(tx: Transaction) {
  const standing = ({ name, leaseNumber }: SweepLease) => and(eq(sweep.name, name), eq(sweep.leaseNumber, leaseNumber));

  return {
    async lastRunFor(name: string): Promise<Temporal.Instant | null> {
      const [row] = await tx.select({ lastRunFor: sweep.lastRunFor }).from(sweep).where(eq(sweep.name, name));
      return row?.lastRunFor ?? null;
    },

    /** Moves the mark forward, never back; false when it already stood there or later. */
    async advance({ name, to }: { name: string; to: Temporal.Instant }): Promise<boolean> {
      const moved = await tx
        .insert(sweep)
        .values({ name, lastRunFor: to })
        .onConflictDoUpdate({
          target: [sweep.organizationId, sweep.name],
          set: { lastRunFor: to },
          setWhere: sql`${sweep.lastRunFor} IS NULL OR ${sweep.lastRunFor} < excluded.last_run_for`,
        })
        .returning({ name: sweep.name });
      return moved.length > 0;
    },

    /** Null while somebody else is at it. */
    async lease({
      name,
      wall,
      until,
    }: {
      name: string;
      wall: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<SweepLease | null> {
      const [leased] = await tx
        .insert(sweep)
        .values({ name, leasedUntil: until, leaseNumber: 1 })
        .onConflictDoUpdate({
          target: [sweep.organizationId, sweep.name],
          set: { leasedUntil: until, leaseNumber: sql`${sweep.leaseNumber} + 1` },
          setWhere: sql`${sweep.leasedUntil} IS NULL OR ${lte(sweep.leasedUntil, wall)}`,
        })
        .returning({ leaseNumber: sweep.leaseNumber });
      return leased ? { name, leaseNumber: leased.leaseNumber } : null;
    },

    /** Goes on with a lease, and holds off whoever wants it until this transaction ends. False when it was lost. */
    async renew({ lease, until }: { lease: SweepLease; until: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(sweep)
        .set({ leasedUntil: until })
        .where(standing(lease))
        .returning({ name: sweep.name });
      return rows.length > 0;
    },

    async release(lease: SweepLease): Promise<void> {
      await tx.update(sweep).set({ leasedUntil: null }).where(standing(lease));
    },
  };
}
