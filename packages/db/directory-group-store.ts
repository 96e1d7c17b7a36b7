import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { directoryGroup, directoryGroupMember, person } from './schema/tables.ts';

export type DirectoryGroup = Omit<typeof directoryGroup.$inferSelect, 'organizationId'>;
export type GroupMember = { readonly groupId: string; readonly personId: string; readonly displayName: string };

const columns = {
  id: directoryGroup.id,
  displayName: directoryGroup.displayName,
  externalId: directoryGroup.externalId,
  createdAt: directoryGroup.createdAt,
  updatedAt: directoryGroup.updatedAt,
};

/** Groups with stable ids, who is in them, and their names among the groups of their members. */
export function directoryGroupStore(tx: Transaction) {
  const select = () => tx.select(columns).from(directoryGroup);

  return {
    /** In the order in which they came. */
    all: async (): Promise<readonly DirectoryGroup[]> => select().orderBy(asc(directoryGroup.id)),

    async byId(id: string): Promise<DirectoryGroup | null> {
      const [row] = await select().where(eq(directoryGroup.id, id));
      return row ?? null;
    },

    /** Whatever the case of its letters. */
    async byName(displayName: string): Promise<DirectoryGroup | null> {
      const [row] = await select().where(sql`lower(${directoryGroup.displayName}) = lower(${displayName})`);
      return row ?? null;
    },

    async put(group: DirectoryGroup): Promise<void> {
      await tx
        .insert(directoryGroup)
        .values(group)
        .onConflictDoUpdate({
          target: directoryGroup.id,
          set: overwrite(directoryGroup, ['displayName', 'externalId', 'updatedAt']),
        });
    },

    /** With everybody's membership. */
    async remove(id: string): Promise<void> {
      await tx.delete(directoryGroupMember).where(eq(directoryGroupMember.groupId, id));
      await tx.delete(directoryGroup).where(eq(directoryGroup.id, id));
    },

    /** In the order in which they joined. */
    async membersOf(groupIds: readonly string[]): Promise<readonly GroupMember[]> {
      if (groupIds.length === 0) return [];
      return tx
        .select({
          groupId: directoryGroupMember.groupId,
          personId: directoryGroupMember.personId,
          displayName: person.displayName,
        })
        .from(directoryGroupMember)
        .innerJoin(person, eq(person.id, directoryGroupMember.personId))
        .where(inArray(directoryGroupMember.groupId, [...groupIds]))
        .orderBy(asc(directoryGroupMember.id));
    },

    /** The groups of each of these people, in the order in which the groups came. */
    async groupsOf(
      personIds: readonly string[],
    ): Promise<readonly { readonly personId: string; readonly groupId: string; readonly displayName: string }[]> {
      return tx
        .select({
          personId: directoryGroupMember.personId,
          groupId: directoryGroup.id,
          displayName: directoryGroup.displayName,
        })
        .from(directoryGroupMember)
        .innerJoin(directoryGroup, eq(directoryGroup.id, directoryGroupMember.groupId))
        .where(sql`${directoryGroupMember.personId} = ANY(${sql.param(personIds)}::uuid[])`)
        .orderBy(asc(directoryGroup.id));
    },

    /** What a directory says these people are in, its groups and departments and the like; nobody without any is named. */
    async statedNames(personIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
      const { rows } = await tx.execute<{ person_id: string; names: readonly string[] }>(sql`
        SELECT person_id, array_agg(DISTINCT name ORDER BY name) AS names
        FROM (
          SELECT member.person_id, directory_group.display_name AS name
          FROM directory_group_member AS member JOIN directory_group ON directory_group.id = member.group_id
          UNION SELECT person_id, unnest(units) FROM directory_user WHERE removed_at IS NULL
        ) AS stated
        WHERE person_id = ANY(${sql.param(personIds)}::uuid[])
        GROUP BY person_id`);
      return new Map(rows.map((row) => [row.person_id, row.names]));
    },

    async addMembers({ groupId, personIds }: { groupId: string; personIds: readonly string[] }): Promise<void> {
      for (const chunk of inChunks(personIds)) {
        await tx
          .insert(directoryGroupMember)
          .values(chunk.map((personId) => ({ groupId, personId })))
          .onConflictDoNothing();
      }
    },

    async removeMembers({ groupId, personIds }: { groupId: string; personIds: readonly string[] }): Promise<void> {
      await tx
        .delete(directoryGroupMember)
        .where(
          and(
            eq(directoryGroupMember.groupId, groupId),
            sql`${directoryGroupMember.personId} = ANY(${sql.param(personIds)}::uuid[])`,
          ),
        );
    },

    async removeFromAll(personId: string): Promise<void> {
      await tx.delete(directoryGroupMember).where(eq(directoryGroupMember.personId, personId));
    },

    /** Adds a name to the groups of these people. */
    async addName({ name, personIds, now }: NameChange): Promise<void> {
      await tx.execute(sql`
        UPDATE person SET groups = array_append(groups, ${name}), updated_at = ${now.toString()}::timestamptz
        WHERE id = ANY(${sql.param(personIds)}::uuid[]) AND NOT ${name} = ANY(groups)`);
    },

    /** Takes a name from the groups of these people, but of those whose department or the like bears it. */
    async removeName({ name, personIds, now }: NameChange): Promise<void> {
      await tx.execute(sql`
        UPDATE person SET groups = array_remove(groups, ${name}), updated_at = ${now.toString()}::timestamptz
        WHERE id = ANY(${sql.param(personIds)}::uuid[]) AND ${name} = ANY(groups)
          AND NOT EXISTS (
            SELECT FROM directory_user
            WHERE directory_user.person_id = person.id AND directory_user.units @> ARRAY[${name}]
          )`);
    },
  };
}

type NameChange = { readonly name: string; readonly personIds: readonly string[]; readonly now: Temporal.Instant };
