import { asc, eq, getTableColumns } from 'drizzle-orm';
import type { ActingManager } from '@throughline/domain/people/acting-manager.ts';
import type { Transaction } from './database.ts';
import { actingManager, person } from './schema/tables.ts';

export type StoredActingManager = ActingManager & {
  readonly id: string;
  readonly authorId: string | null;
  readonly createdAt: Temporal.Instant;
};

const { organizationId: _tenant, ...columns } = getTableColumns(actingManager);

export function actingManagerStore(tx: Transaction) {
  return {
    /** All there ever were, the first to begin first. */
    all: (): Promise<readonly StoredActingManager[]> =>
      tx.select(columns).from(actingManager).orderBy(asc(actingManager.startsOn), asc(actingManager.id)),

    /** Whether this person stands in for somebody on that day or later. */
    async isActing({ personId, on }: { personId: string; on: Temporal.PlainDate }): Promise<boolean> {
      const rows = await tx
        .select({ endsOn: actingManager.endsOn })
        .from(actingManager)
        .where(eq(actingManager.actingId, personId));
      return rows.some(({ endsOn }) => Temporal.PlainDate.compare(endsOn, on) >= 0);
    },

    async byId(id: string): Promise<StoredActingManager | null> {
      const [row] = await tx.select(columns).from(actingManager).where(eq(actingManager.id, id));
      return row ?? null;
    },

    /** Holds off whoever else names somebody for this manager until the transaction ends; answers with those who are. */
    async lockOf(managerId: string): Promise<readonly StoredActingManager[]> {
      await tx.select({ id: person.id }).from(person).where(eq(person.id, managerId)).for('update');
      return tx.select(columns).from(actingManager).where(eq(actingManager.managerId, managerId));
    },

    async add({ named, now }: { named: Omit<StoredActingManager, 'createdAt'>; now: Temporal.Instant }): Promise<void> {
      await tx.insert(actingManager).values({ ...named, createdAt: now });
    },

    async end({ id, endsOn }: { id: string; endsOn: Temporal.PlainDate }): Promise<void> {
      await tx.update(actingManager).set({ endsOn }).where(eq(actingManager.id, id));
    },

    async remove(id: string): Promise<void> {
      await tx.delete(actingManager).where(eq(actingManager.id, id));
    },
  };
}
