import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { teamRelease } from './schema/tables.ts';

export type TeamRelease = { readonly managerId: string; readonly releasedAt: Temporal.Instant };

/** Releases that hold. */
export function teamReleaseStore(tx: Transaction) {
  const holds = isNull(teamRelease.revokedAt);
  const columns = { managerId: teamRelease.managerId, releasedAt: teamRelease.releasedAt };

  return {
    all: (): Promise<readonly TeamRelease[]> =>
      tx.select(columns).from(teamRelease).where(holds).orderBy(asc(teamRelease.releasedAt)),

    async of(managerId: string): Promise<TeamRelease | null> {
      const [row] = await tx
        .select(columns)
        .from(teamRelease)
        .where(and(holds, eq(teamRelease.managerId, managerId)));
      return row ?? null;
    },

    /** False where it was released already. */
    async release({ managerId, now }: { managerId: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .insert(teamRelease)
        .values({ managerId, releasedAt: now })
        .onConflictDoNothing()
        .returning({ id: teamRelease.id });
      return rows.length > 0;
    },

    /** False where nothing was released. */
    async revoke({ managerId, now }: { managerId: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(teamRelease)
        .set({ revokedAt: now })
        .where(and(holds, eq(teamRelease.managerId, managerId)))
        .returning({ id: teamRelease.id });
      return rows.length > 0;
    },
  };
}
