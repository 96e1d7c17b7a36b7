import { and, asc, eq, getTableColumns, ilike, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { copyPeople } from './copy-people.ts';
import { worthCopying } from './copy-rows.ts';
import type { Transaction } from './database.ts';
import { effectiveTimeZone, effectiveWorkingHours } from './effective-hours.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { leave, person } from './schema/tables.ts';

export type StoredPerson = Person & {
  /** As HR states it, from before Throughline. */
  readonly lastCareerConversationOn: Temporal.PlainDate | null;
  /** Of the last change to what is stored here; of an import that changed nothing there is no trace. */
  readonly updatedAt: Temporal.Instant;
};

export type StoredLeave = Leave & { readonly id: string; readonly externalId: string | null };

const {
  organizationId: _tenant,
  createdAt: _created,
  calendarWorkingHours: _hours,
  calendarTimeZone: _zone,
  calendarReadAt: _read,
  removedAt: _removed,
  ownWorkingHours: _ownHours,
  ownTimeZone: _ownZone,
  ...ofPerson
} = getTableColumns(person);
/** A person with the zone and hours that were stated, whatever their calendar says. */
export const statedColumns = ofPerson;
const personColumns = {
  ...statedColumns,
  timeZone: effectiveTimeZone(person),
  workingHours: effectiveWorkingHours(person),
};
const leaveColumns = {
  id: leave.id,
  personId: leave.personId,
  externalId: leave.externalId,
  startsOn: leave.startsOn,
  endsOn: leave.endsOn,
};

export function peopleStore(tx: Transaction) {
  return {
    all: (): Promise<readonly StoredPerson[]> => tx.select(personColumns).from(person).orderBy(asc(person.id)),

    async byId(id: string): Promise<StoredPerson | null> {
      const [row] = await tx.select(personColumns).from(person).where(eq(person.id, id));
      return row ?? null;
    },

    async byIds(ids: readonly string[]): Promise<readonly StoredPerson[]> {
      if (ids.length === 0) return [];
      return tx
        .select(personColumns)
        .from(person)
        .where(inArray(person.id, [...ids]));
    },

    async byEmail(email: string): Promise<StoredPerson | null> {
      const [row] = await tx.select(personColumns).from(person).where(eq(person.workEmail, email.toLowerCase()));
      return row ?? null;
    },

    /** Those who have not left by HR's word, by name. */
    search: ({
      text,
      limit,
    }: {
      text: string;
      limit: number;
    }): Promise<readonly Pick<StoredPerson, 'id' | 'displayName' | 'workEmail'>[]> => {
      const pattern = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      return tx
        .select({ id: person.id, displayName: person.displayName, workEmail: person.workEmail })
        .from(person)
        .where(
          and(ne(person.status, 'inactive'), or(ilike(person.displayName, pattern), ilike(person.workEmail, pattern))),
        )
        .orderBy(asc(person.displayName), asc(person.id))
        .limit(limit);
    },

    /**
     * Whoever bears one of these ids, external ids or addresses (lower-cased), with the zone and hours they and HR
     * stated: what their calendar says is nothing an import writes back.
     */
    async known({
      ids = [],
      externalIds,
      emails,
    }: {
      ids?: readonly string[];
      externalIds: readonly string[];
      emails: readonly string[];
    }): Promise<readonly StoredPerson[]> {
      return tx
        .select(statedColumns)
        .from(person)
        .where(
          or(
            sql`${person.id} = ANY(${sql.param(ids)}::uuid[])`,
            sql`${person.externalId} = ANY(${sql.param(externalIds)})`,
            sql`${person.workEmail} = ANY(${sql.param(emails)})`,
          ),
        );
    },

    /** Whether anybody is in a group of that name. */
    async isGroupBorne(name: string): Promise<boolean> {
      const rows = await tx
        .select({ id: person.id })
        .from(person)
        .where(sql`${name} = ANY(${person.groups})`)
        .limit(1);
      return rows.length > 0;
    },

    /** Adds whoever is new and overwrites whoever is not. */
    async put(people: readonly StoredPerson[]): Promise<void> {
      if (people.length >= worthCopying) return void (await copyPeople({ tx, people }));
      for (const chunk of inChunks(people)) {
        await tx
          .insert(person)
          .values(chunk.map((one) => ({ ...one, groups: [...one.groups], createdAt: one.updatedAt })))
          .onConflictDoUpdate({
            target: [person.organizationId, person.id],
            set: overwrite(person, [
              'externalId',
              'givenName',
              'familyName',
              'displayName',
              'workEmail',
              'timeZone',
              'country',
              'workingHours',
              'groups',
              'level',
              'startDate',
              'endDate',
              'status',
              'lastCareerConversationOn',
              'updatedAt',
              // Whoever is stated again is there again.
              'removedAt',
            ]),
          });
      }
    },

    /** Of these people those whom HR took out. */
    async takenOut(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await tx
        .select({ id: person.id })
        .from(person)
        .where(and(isNotNull(person.removedAt), sql`${person.id} = ANY(${sql.param(ids)}::uuid[])`));
      return new Set(rows.map(({ id }) => id));
    },

    /** Something about them changed that is stored elsewhere. */
    async touch({ ids, now }: { ids: readonly string[]; now: Temporal.Instant }): Promise<void> {
      if (ids.length > 0)
        await tx.execute(
          sql`UPDATE person SET updated_at = ${now.toString()}::timestamptz WHERE id = ANY(${sql.param(ids)}::uuid[])`,
        );
    },

    /** Departed for good as far as the HR system goes; answers whether they were not already. */
    async remove({ id, now }: { id: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(person)
        .set({ status: 'inactive', removedAt: now, updatedAt: now })
        .where(and(eq(person.id, id), isNull(person.removedAt)))
        .returning({ id: person.id });
      return rows.length > 0;
    },

    /** The same for everyone whom a file of everybody does not have. */
    async removeAll({ ids, now }: { ids: readonly string[]; now: Temporal.Instant }): Promise<void> {
      if (ids.length > 0)
        await tx
          .update(person)
          .set({ status: 'inactive', removedAt: now, updatedAt: now })
          .where(sql`${person.id} = ANY(${sql.param(ids)}::uuid[])`);
    },

    /** One import at a time, so that two of them cannot add the same person. Ends with the transaction. */
    async lockForImport(): Promise<void> {
      await tx.execute(
        sql`SELECT pg_advisory_xact_lock(hashtext('import people'), hashtext(current_setting('throughline.organization_id')))`,
      );
    },

    /** As HR states it. What everybody is to see, which is more, comes from the absence store. */
    async statedLeavesOf(personIds: readonly string[]): Promise<readonly StoredLeave[]> {
      if (personIds.length === 0) return [];
      return tx
        .select(leaveColumns)
        .from(leave)
        .where(inArray(leave.personId, [...personIds]))
        .orderBy(asc(leave.personId), asc(leave.startsOn));
    },

    /** A leave is known by its person and first day; stating it again may move its end. */
    async putLeaves(
      leaves: readonly (Leave & { readonly externalId: string | null; readonly id?: string })[],
    ): Promise<void> {
      for (const chunk of inChunks(leaves)) {
        await tx
          .insert(leave)
          .values([...chunk])
          .onConflictDoUpdate({
            target: [leave.organizationId, leave.personId, leave.startsOn],
            set: overwrite(leave, ['endsOn', 'externalId']),
          });
      }
    },

    async removeLeaves(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await tx.delete(leave).where(inArray(leave.id, [...ids]));
    },
  };
}
