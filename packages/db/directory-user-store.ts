import { and, asc, eq, getTableColumns, inArray, or, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { overwrite } from './overwrite.ts';
import { statedColumns, type StoredPerson } from './people-store.ts';
import { directoryUser, person } from './schema/tables.ts';

export type DirectoryEntry = Omit<typeof directoryUser.$inferSelect, 'id' | 'organizationId'>;

/** A person, with what a directory stated of them; `entry` is null of somebody no directory has stated yet. */
export type DirectoryUser = {
  /** Zone and hours as people and HR stated them; what a calendar says is nothing a directory is told. */
  readonly person: StoredPerson;
  readonly createdAt: Temporal.Instant;
  readonly entry: DirectoryEntry | null;
  /** False of somebody the directory deleted, and of somebody HR took out before any directory stated them. */
  readonly isShown: boolean;
};

/** What a filter asks for exactly; whoever has one of it is among the answers, and others may be too. */
export type DirectoryKeys = {
  readonly ids?: readonly string[];
  readonly userNames?: readonly string[];
  readonly externalIds?: readonly string[];
  readonly emails?: readonly string[];
};

const { id: _id, organizationId: _organization, ...entryColumns } = getTableColumns(directoryUser);

export function directoryUserStore(tx: Transaction) {
  const isShown = sql<boolean>`(${directoryUser.removedAt} IS NULL
    AND (${person.removedAt} IS NULL OR ${directoryUser.personId} IS NOT NULL))`;
  const select = () =>
    tx
      .select({ person: statedColumns, createdAt: person.createdAt, entry: entryColumns, isShown })
      .from(person)
      .leftJoin(
        directoryUser,
        and(eq(directoryUser.personId, person.id), eq(directoryUser.organizationId, person.organizationId)),
      );

  return {
    /** Everybody a directory sees, in the order in which they came: the newest last, so that pages stay as they are. */
    async page({ offset, limit }: { offset: number; limit: number }): Promise<readonly DirectoryUser[]> {
      return select().where(isShown).orderBy(asc(person.id)).offset(offset).limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await tx
        .select({ count: sql<number>`count(*)::int` })
        .from(person)
        .leftJoin(directoryUser, eq(directoryUser.personId, person.id))
        .where(isShown);
      return row?.count ?? 0;
    },

    all: async (): Promise<readonly DirectoryUser[]> => select().where(isShown).orderBy(asc(person.id)),

    async byId(id: string): Promise<DirectoryUser | null> {
      const [row] = await select().where(and(eq(person.id, id), isShown));
      return row ?? null;
    },

    async byKeys(keys: DirectoryKeys): Promise<readonly DirectoryUser[]> {
      return select()
        .where(and(bears(keys), isShown))
        .orderBy(asc(person.id));
    },

    /** Likewise, whoever the directory has deleted included. */
    everBearing: async (keys: DirectoryKeys): Promise<readonly DirectoryUser[]> =>
      select().where(bears(keys)).orderBy(asc(person.id)),

    async put(entry: DirectoryEntry): Promise<void> {
      await tx
        .insert(directoryUser)
        .values(entry)
        .onConflictDoUpdate({
          target: [directoryUser.organizationId, directoryUser.personId],
          set: overwrite(directoryUser, [
            'userName',
            'externalId',
            'managerValue',
            'units',
            'document',
            'createdAt',
            'updatedAt',
            'removedAt',
          ]),
        });
    },

    /** Of these, who the directory deleted. */
    async removedAmong(personIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (personIds.length === 0) return new Set();
      const rows = await tx
        .select({ personId: directoryUser.personId })
        .from(directoryUser)
        .where(and(inArray(directoryUser.personId, [...personIds]), sql`${directoryUser.removedAt} IS NOT NULL`));
      return new Set(rows.map((row) => row.personId));
    },

    /** Gives lines that await somebody this directory names so the person who now bears that name; answers whose. */
    async resolveAwaited({
      personId,
      names,
    }: {
      personId: string;
      names: readonly string[];
    }): Promise<readonly string[]> {
      const { rows } = await tx.execute<{ report_id: string }>(sql`
        UPDATE reporting_line SET manager_id = ${personId}
        FROM directory_user AS report
        WHERE reporting_line.manager_id IS NULL
          AND report.person_id = reporting_line.report_id
          AND report.manager_value = reporting_line.manager_external_id
          AND lower(reporting_line.manager_external_id) = ANY(${sql.param(names.map((name) => name.toLowerCase()))})
          AND reporting_line.report_id <> ${personId}
        RETURNING reporting_line.report_id`);
      return rows.map((row) => row.report_id);
    },
  };
}

/** Somebody no directory has stated goes by their work address. */
function bears({ ids = [], userNames = [], externalIds = [], emails = [] }: DirectoryKeys) {
  const lower = (names: readonly string[]) => sql.param(names.map((name) => name.toLowerCase()));
  return or(
    sql`${person.id} = ANY(${sql.param(ids)}::uuid[])`,
    sql`lower(${directoryUser.userName}) = ANY(${lower(userNames)})`,
    sql`${directoryUser.externalId} = ANY(${sql.param(externalIds)})`,
    sql`${person.workEmail} = ANY(${lower([...userNames, ...emails])})`,
    emails.length === 0
      ? undefined
      : sql`EXISTS (
          SELECT FROM jsonb_array_elements(${directoryUser.document} -> 'emails') AS email
          WHERE lower(email ->> 'value') = ANY(${lower(emails)}))`,
  );
}
