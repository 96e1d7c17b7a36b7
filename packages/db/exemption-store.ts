import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { StatedCategory, StatedExemption } from '@throughline/domain/people/exemption.ts';
import type { Transaction } from './database.ts';
import { exemption, person } from './schema/tables.ts';

export type StoredExemption = StatedExemption & {
  readonly id: string;
  /** Null where whoever stated it is not on record. */
  readonly authorId: string | null;
  readonly createdAt: Temporal.Instant;
};

const { id, personId, category, startsOn, endsOn, authorId, createdAt } = getTableColumns(exemption);
const columns = { id, personId, category, startsOn, endsOn, authorId, createdAt };

/** Exemptions as HR stated them, holds among them: for HR alone. */
export function exemptionStore(tx: Transaction) {
  return {
    /** A hold by what it is called where it is leave. */
    async byLeaveId(leaveId: string): Promise<StoredExemption | null> {
      const [row] = await tx
        .select(columns)
        .from(exemption)
        .where(and(eq(exemption.leaveId, leaveId), eq(exemption.category, 'hold')));
      return row ? fromRow(row) : null;
    },

    /**
     * From `from` on, or at once, a hold is listed as leave again, under another name than whoever took the leave back
     * or stated it themselves knows.
     */
    async renameLeave(renamed: { id: string; leaveId: string; listedFrom: Temporal.PlainDate | null }): Promise<void> {
      const { leaveId, listedFrom } = renamed;
      await tx.update(exemption).set({ leaveId, listedFrom }).where(eq(exemption.id, renamed.id));
    },

    async byId(wantedId: string): Promise<StoredExemption | null> {
      const [row] = await tx.select(columns).from(exemption).where(eq(exemption.id, wantedId));
      return row ? fromRow(row) : null;
    },

    /** Holds off whoever else states something about this person until the transaction ends. */
    async lockOf(lockedId: string): Promise<readonly StoredExemption[]> {
      await tx.select({ id: person.id }).from(person).where(eq(person.id, lockedId)).for('update');
      return (await tx.select(columns).from(exemption).where(eq(exemption.personId, lockedId))).map(fromRow);
    },

    /** The first to begin comes first. */
    async all(): Promise<readonly StoredExemption[]> {
      return (await tx.select(columns).from(exemption).orderBy(asc(exemption.startsOn), asc(exemption.id))).map(
        fromRow,
      );
    },

    async add({
      exemption: stated,
      now,
    }: {
      exemption: Omit<StoredExemption, 'createdAt'>;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(exemption).values({ ...stated, createdAt: now });
    },

    async end(ended: { id: string; endsOn: Temporal.PlainDate; now: Temporal.Instant }): Promise<void> {
      await tx.update(exemption).set({ endsOn: ended.endsOn, updatedAt: ended.now }).where(eq(exemption.id, ended.id));
    },

    /** As if it had never been; that it was is kept for lists of what changed, and of a hold nothing. */
    async remove({ id: removedId, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx.execute(sql`
        INSERT INTO removed_exemption (id, person_id, category, starts_on, ends_on, author_id, created_at, removed_at)
        SELECT id, person_id, category, starts_on, ends_on, author_id, created_at, ${now.toString()}::timestamptz
        FROM exemption WHERE id = ${removedId} AND category <> 'hold'`);
      await tx.delete(exemption).where(eq(exemption.id, removedId));
    },
  };
}

function fromRow(
  row: Omit<typeof exemption.$inferSelect, 'organizationId' | 'leaveId' | 'listedFrom' | 'updatedAt'>,
): StoredExemption {
  return { ...row, category: row.category as StatedCategory };
}
