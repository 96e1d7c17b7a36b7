import { and, asc, eq, inArray, isNull, lte, max, or, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { directoryUser, hrSource, hrSourcePerson } from './schema/tables.ts';

export type StoredHrSource = typeof hrSource.$inferSelect;
export type SourceLink = Pick<
  typeof hrSourcePerson.$inferSelect,
  'sourceId' | 'personId' | 'sourcePersonId' | 'fields'
>;
export type HrSourceOutcome = Partial<
  Pick<
    StoredHrSource,
    'state' | 'lastRunFor' | 'lastFinishedAt' | 'lastCounts' | 'lastProblem' | 'notBefore' | 'leasedUntil'
  >
>;

const linkColumns = {
  sourceId: hrSourcePerson.sourceId,
  personId: hrSourcePerson.personId,
  sourcePersonId: hrSourcePerson.sourcePersonId,
  fields: hrSourcePerson.fields,
};

/** The HR systems people are pulled from, and who is in which. */
export function hrSourceStore(tx: Transaction) {
  return {
    /** The highest first. */
    all: (): Promise<readonly StoredHrSource[]> => tx.select().from(hrSource).orderBy(asc(hrSource.precedence)),

    async byName(name: string): Promise<StoredHrSource | null> {
      const [row] = await tx.select().from(hrSource).where(eq(hrSource.name, name));
      return row ?? null;
    },

    async lowestPrecedence(): Promise<number> {
      const [row] = await tx.select({ lowest: max(hrSource.precedence) }).from(hrSource);
      return row?.lowest ?? 0;
    },

    /** False where the name is taken. */
    async insert(source: typeof hrSource.$inferInsert): Promise<boolean> {
      const rows = await tx
        .insert(hrSource)
        .values(source)
        .onConflictDoNothing({ target: [hrSource.organizationId, hrSource.name] })
        .returning({ id: hrSource.id });
      return rows.length > 0;
    },

    /** Makes room: whoever stands there or later stands one later. */
    async makeRoomAt(precedence: number): Promise<void> {
      // Twice, since a number is taken until its holder has moved.
      await tx
        .update(hrSource)
        .set({ precedence: sql`${hrSource.precedence} + 1000000` })
        .where(sql`${hrSource.precedence} >= ${precedence}`);
      await tx
        .update(hrSource)
        .set({ precedence: sql`${hrSource.precedence} - 999999` })
        .where(sql`${hrSource.precedence} > 1000000`);
    },

    /** All of them, the one that counts most first. */
    async order(ids: readonly string[]): Promise<void> {
      const places = sql`unnest(${sql.param(ids)}::uuid[]) WITH ORDINALITY AS place (id, number)`;
      await tx.execute(sql`
        UPDATE hr_source SET precedence = place.number + 1000000 FROM ${places} WHERE hr_source.id = place.id`);
      await tx.execute(sql`UPDATE hr_source SET precedence = precedence - 1000000 WHERE precedence > 1000000`);
    },

    async remove(id: string): Promise<void> {
      await tx.delete(hrSource).where(eq(hrSource.id, id));
    },

    /** Null while somebody else pulls. Wall time. */
    async lease({
      id,
      wall,
      until,
    }: {
      id: string;
      wall: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<StoredHrSource | null> {
      const [row] = await tx
        .update(hrSource)
        .set({ leasedUntil: until, leaseNumber: sql`${hrSource.leaseNumber} + 1` })
        .where(and(eq(hrSource.id, id), or(isNull(hrSource.leasedUntil), lte(hrSource.leasedUntil, wall))))
        .returning();
      return row ?? null;
    },

    /** False where the lease went to somebody else meanwhile. Holds them off until the transaction ends. */
    async settle({
      source: { id, leaseNumber },
      outcome,
    }: {
      source: Pick<StoredHrSource, 'id' | 'leaseNumber'>;
      outcome: HrSourceOutcome;
    }): Promise<boolean> {
      const rows = await tx
        .update(hrSource)
        .set({ leasedUntil: null, ...outcome })
        .where(and(eq(hrSource.id, id), eq(hrSource.leaseNumber, leaseNumber)))
        .returning({ id: hrSource.id });
      return rows.length > 0;
    },

    linksOf: (sourceId: string): Promise<readonly SourceLink[]> =>
      tx.select(linkColumns).from(hrSourcePerson).where(eq(hrSourcePerson.sourceId, sourceId)),

    /** Of any source. */
    async linksOfPeople(personIds: readonly string[]): Promise<readonly SourceLink[]> {
      if (personIds.length === 0) return [];
      return tx
        .select(linkColumns)
        .from(hrSourcePerson)
        .where(sql`${hrSourcePerson.personId} = ANY(${sql.param(personIds)}::uuid[])`);
    },

    async putLinks(links: readonly SourceLink[]): Promise<void> {
      for (const chunk of inChunks(links)) {
        await tx
          .insert(hrSourcePerson)
          .values(chunk.map((link) => ({ ...link, fields: [...link.fields] })))
          .onConflictDoUpdate({
            target: [hrSourcePerson.organizationId, hrSourcePerson.sourceId, hrSourcePerson.personId],
            set: overwrite(hrSourcePerson, ['sourcePersonId', 'fields']),
          });
      }
    },

    async removeLinks({ sourceId, personIds }: { sourceId: string; personIds: readonly string[] }): Promise<void> {
      if (personIds.length === 0) return;
      await tx
        .delete(hrSourcePerson)
        .where(and(eq(hrSourcePerson.sourceId, sourceId), inArray(hrSourcePerson.personId, [...personIds])));
    },

    /** Of these people, those of whom a directory says whether they are here. */
    async inDirectory(personIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (personIds.length === 0) return new Set();
      const rows = await tx
        .select({ personId: directoryUser.personId })
        .from(directoryUser)
        .where(sql`${directoryUser.personId} = ANY(${sql.param(personIds)}::uuid[])`);
      return new Set(rows.map(({ personId }) => personId));
    },
  };
}
