import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { employeeGroup } from './schema/tables.ts';

export type GroupType = NonNullable<(typeof employeeGroup.$inferSelect)['type']>;

/** A group with who is in it, as HR systems are told. */
export type EmployeeGroup = {
  readonly id: string;
  readonly name: string;
  readonly type: GroupType;
  readonly remoteId: string | null;
  readonly members: number;
  /** A directory provisions it, as a group or as somebody's department and the like. */
  readonly byDirectory: boolean;
  /** Taken out, or nobody is in it and nobody stated it. */
  readonly isDeleted: boolean;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
};

/** Every field narrows. */
export type GroupFilter = {
  readonly name?: string;
  readonly remoteId?: string;
  readonly type?: GroupType;
  /** Those that are no more are among them. */
  readonly modifiedAfter?: Temporal.Instant;
  readonly withDeleted: boolean;
};

export function employeeGroupStore(tx: Transaction) {
  const bearer = tx
    .select({ name: sql<string>`bearer.name`.as('bearer_name'), members: sql<number>`bearer.members`.as('members') })
    .from(
      sql`(SELECT name, count(*)::int AS members FROM person, unnest(groups) AS name
           WHERE removed_at IS NULL GROUP BY name) AS bearer`,
    )
    .as('bearer');
  const provisioned = tx
    .select({ provisionedName: sql<string>`provisioned.name`.as('provisioned_name') })
    .from(
      sql`(SELECT display_name AS name FROM directory_group
           UNION SELECT unnest(units) FROM directory_user WHERE removed_at IS NULL) AS provisioned`,
    )
    .as('provisioned');
  const members = sql<number>`coalesce(${bearer.members}, 0)`;
  const byDirectory = sql<boolean>`(${provisioned.provisionedName} IS NOT NULL AND ${employeeGroup.removedAt} IS NULL)`;
  const isDeleted = sql<boolean>`(${employeeGroup.removedAt} IS NOT NULL
    OR NOT (${employeeGroup.isStated} OR ${byDirectory} OR ${members} > 0))`;
  const isLive = isNull(employeeGroup.removedAt);
  const select = () =>
    tx
      .select({
        id: employeeGroup.id,
        name: employeeGroup.name,
        type: sql<GroupType>`coalesce(${employeeGroup.type}, 'GROUP')`,
        remoteId: employeeGroup.remoteId,
        // A name of before may be borne again by another group.
        members: sql<number>`CASE WHEN ${employeeGroup.removedAt} IS NULL THEN ${members} ELSE 0 END`,
        byDirectory,
        isDeleted,
        createdAt: employeeGroup.createdAt,
        updatedAt: employeeGroup.updatedAt,
      })
      .from(employeeGroup)
      .leftJoin(bearer, eq(bearer.name, employeeGroup.name))
      .leftJoin(provisioned, eq(provisioned.provisionedName, employeeGroup.name));

  return {
    async byId(id: string): Promise<EmployeeGroup | null> {
      const [row] = await select().where(eq(employeeGroup.id, id));
      return row ?? null;
    },

    /** Those not taken out whose name this is, whatever the case of its letters. */
    byName: (name: string): Promise<readonly EmployeeGroup[]> =>
      select().where(and(isLive, sql`lower(${employeeGroup.name}) = lower(${name})`)),

    async byRemoteId(remoteId: string): Promise<EmployeeGroup | null> {
      const [row] = await select().where(and(isLive, eq(employeeGroup.remoteId, remoteId)));
      return row ?? null;
    },

    /** Up to `limit` rows by id on one side of a position, in order whichever side that is. */
    async page({
      filter: { name, remoteId, type, modifiedAfter, withDeleted },
      from,
      limit,
    }: {
      filter: GroupFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly EmployeeGroup[]> {
      const beside = besidePosition({ column: employeeGroup.id, from });
      const conditions: readonly (SQL | undefined)[] = [
        name === undefined ? undefined : eq(employeeGroup.name, name),
        remoteId === undefined ? undefined : eq(employeeGroup.remoteId, remoteId),
        type && sql`coalesce(${employeeGroup.type}, 'GROUP') = ${type}`,
        modifiedAfter && gt(employeeGroup.updatedAt, modifiedAfter),
        withDeleted || modifiedAfter !== undefined ? undefined : sql`NOT ${isDeleted}`,
      ];
      const rows = await select()
        .where(and(...conditions, beside.where))
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },

    /** States a group there is none of by that name. */
    async add(added: {
      id: string;
      name: string;
      type: GroupType | null;
      remoteId: string | null;
      now: Temporal.Instant;
    }): Promise<void> {
      const { now, ...group } = added;
      await tx.insert(employeeGroup).values({ ...group, isStated: true, createdAt: now, updatedAt: now });
    },

    /** What is left out stays. */
    async change({
      id,
      now,
      ...change
    }: {
      id: string;
      now: Temporal.Instant;
      name?: string;
      type?: GroupType;
      remoteId?: string | null;
    }): Promise<void> {
      await tx
        .update(employeeGroup)
        .set({ ...change, isStated: true, updatedAt: now })
        .where(eq(employeeGroup.id, id));
    },

    async remove({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx.update(employeeGroup).set({ removedAt: now, updatedAt: now }).where(eq(employeeGroup.id, id));
    },

    /** Everybody whose group it is, those taken out too. */
    async bearersOf(name: string): Promise<readonly string[]> {
      const { rows } = await tx.execute<{ id: string }>(sql`SELECT id FROM person WHERE ${name} = ANY (groups)`);
      return rows.map(({ id }) => id);
    },

    /** A directory states a group of that name, with or without members, or did. */
    async note({ name, now }: { name: string; now: Temporal.Instant }): Promise<void> {
      await tx.execute(sql`
        INSERT INTO employee_group (name, created_at, updated_at)
        VALUES (${name}, ${now.toString()}::timestamptz, ${now.toString()}::timestamptz)
        ON CONFLICT (organization_id, name) WHERE removed_at IS NULL
        DO UPDATE SET updated_at = greatest(employee_group.updated_at, excluded.updated_at)`);
    },

    /** The group keeps its id under its new name, unless there is one of that name already. */
    async rename({ from, to, now }: { from: string; to: string; now: Temporal.Instant }): Promise<void> {
      await tx.execute(sql`
        UPDATE employee_group SET name = ${to}, updated_at = ${now.toString()}::timestamptz
        WHERE name = ${from} AND removed_at IS NULL
          AND NOT EXISTS (SELECT FROM employee_group AS other WHERE other.name = ${to} AND other.removed_at IS NULL)`);
    },

    /** What kind of group these are, where nobody said. */
    async noteTypes(types: readonly { readonly name: string; readonly type: GroupType }[]): Promise<void> {
      for (const { name, type } of types)
        await tx
          .update(employeeGroup)
          .set({ type })
          .where(and(isLive, isNull(employeeGroup.type), eq(employeeGroup.name, name)));
    },
  };
}
