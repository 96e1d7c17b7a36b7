import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PersonStatus } from '@throughline/domain/people/person.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { person } from './schema/tables.ts';

/** A person with whom they report to, as HR systems are told: the time zone is what was stated, not what a calendar says. */
export type EmployeeView = Pick<
  typeof person.$inferSelect,
  | 'id'
  | 'externalId'
  | 'givenName'
  | 'familyName'
  | 'displayName'
  | 'workEmail'
  | 'timeZone'
  | 'country'
  | 'groups'
  | 'level'
  | 'startDate'
  | 'endDate'
  | 'status'
  | 'lastCareerConversationOn'
  | 'createdAt'
  | 'updatedAt'
  | 'removedAt'
> & { readonly managerId: string | null; readonly managerExternalId: string | null };

/** Every field narrows. */
export type EmployeeFilter = {
  readonly externalId?: string;
  readonly workEmail?: string;
  readonly status?: PersonStatus;
  readonly group?: string;
  readonly managerId?: string;
  /** Those taken out since then are among them. */
  readonly modifiedAfter?: Temporal.Instant;
  readonly withRemoved: boolean;
};

/** Reading people for the API. `on` is the day whose reporting lines count. */
export function employeeViewStore(tx: Transaction, { on }: { on: Temporal.PlainDate }) {
  const managerId = ofStandingLine({ on, column: sql`line.manager_id` });
  const columns = {
    id: person.id,
    externalId: person.externalId,
    givenName: person.givenName,
    familyName: person.familyName,
    displayName: person.displayName,
    workEmail: person.workEmail,
    timeZone: person.timeZone,
    country: person.country,
    groups: person.groups,
    level: person.level,
    startDate: person.startDate,
    endDate: person.endDate,
    status: person.status,
    lastCareerConversationOn: person.lastCareerConversationOn,
    createdAt: person.createdAt,
    updatedAt: person.updatedAt,
    removedAt: person.removedAt,
    managerId: sql<string | null>`${managerId}`,
    managerExternalId: sql<
      string | null
    >`${ofStandingLine({ on, column: sql`coalesce(manager.external_id, line.manager_external_id)` })}`,
  };

  return {
    async byId(id: string): Promise<EmployeeView | null> {
      const [row] = await tx.select(columns).from(person).where(eq(person.id, id));
      return row ?? null;
    },

    /** Up to `limit` rows by id on one side of a position, in order whichever side that is. */
    async page({
      filter,
      from,
      limit,
    }: {
      filter: EmployeeFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly EmployeeView[]> {
      const beside = besidePosition({ column: person.id, from });
      const rows = await tx
        .select(columns)
        .from(person)
        .where(and(...conditionsOf({ filter, managerId }), beside.where))
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },
  };
}

/** Of lines that overlap the one that began last counts, as in the domain's `linesOn`. */
function ofStandingLine({ on, column }: { on: Temporal.PlainDate; column: SQL }): SQL {
  const day = on.toString();
  return sql`(
    SELECT ${column} FROM reporting_line AS line LEFT JOIN person AS manager ON manager.id = line.manager_id
    WHERE line.report_id = ${person.id} AND line.valid_from <= ${day}::date
      AND (line.valid_to IS NULL OR ${day}::date < line.valid_to)
    ORDER BY line.valid_from DESC, line.id DESC LIMIT 1)`;
}

function conditionsOf({
  filter: { externalId, workEmail, status, group, managerId: wanted, modifiedAfter, withRemoved },
  managerId,
}: {
  filter: EmployeeFilter;
  managerId: SQL;
}): readonly (SQL | undefined)[] {
  return [
    externalId === undefined ? undefined : eq(person.externalId, externalId),
    workEmail === undefined ? undefined : eq(person.workEmail, workEmail.toLowerCase()),
    status === undefined ? undefined : eq(person.status, status),
    group === undefined ? undefined : sql`${group} = ANY(${person.groups})`,
    wanted === undefined ? undefined : sql`${managerId} = ${wanted}::uuid`,
    modifiedAfter && gt(person.updatedAt, modifiedAfter),
    withRemoved || modifiedAfter !== undefined ? undefined : isNull(person.removedAt),
  ];
}
