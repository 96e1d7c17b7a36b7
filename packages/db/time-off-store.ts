import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { endOfHold } from './absence-store.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import type { StoredLeave } from './people-store.ts';
import { exemption, leave } from './schema/tables.ts';

export type TimeOffFilter = {
  readonly personId?: string;
  readonly externalId?: string;
  /** Not over by that day. */
  readonly endsAfter?: Temporal.PlainDate;
};

const columns = {
  id: leave.id,
  personId: leave.personId,
  externalId: leave.externalId,
  startsOn: leave.startsOn,
  endsOn: leave.endsOn,
};

/**
 * Leave one row at a time, for the API, holds among them like any other; imports go through the people store. Of a hold
 * and leave that begin on the same day the leave is listed: there are no two of the kind. `on` is the organisation's date.
 */
export function timeOffStore(tx: Transaction, { on }: { on: Temporal.PlainDate }) {
  const away = unionAll(
    tx.select(columns).from(leave),
    tx
      .select({
        id: exemption.leaveId,
        personId: exemption.personId,
        externalId: sql<string | null>`NULL::text`,
        startsOn: exemption.startsOn,
        endsOn: endOfHold,
      })
      .from(exemption)
      .where(
        and(
          eq(exemption.category, 'hold'),
          or(isNull(exemption.listedFrom), lte(exemption.listedFrom, on)),
          sql`NOT EXISTS (
            SELECT FROM ${leave} WHERE ${leave.personId} = ${exemption.personId} AND ${leave.startsOn} = ${exemption.startsOn})`,
        ),
      ),
  ).as('away');

  return {
    async byId(id: string): Promise<StoredLeave | null> {
      const [row] = await tx.select().from(away).where(eq(away.id, id));
      return row ?? null;
    },

    async page({
      filter: { personId, externalId, endsAfter },
      from,
      limit,
    }: {
      filter: TimeOffFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly StoredLeave[]> {
      const beside = besidePosition({ column: away.id, from });
      const rows = await tx
        .select()
        .from(away)
        .where(
          and(
            personId === undefined ? undefined : eq(away.personId, personId),
            externalId === undefined ? undefined : eq(away.externalId, externalId),
            endsAfter && gte(away.endsOn, endsAfter),
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },

    async startingOn({
      personId,
      startsOn,
    }: {
      personId: string;
      startsOn: Temporal.PlainDate;
    }): Promise<StoredLeave | null> {
      const [row] = await tx
        .select()
        .from(away)
        .where(and(eq(away.personId, personId), eq(away.startsOn, startsOn)));
      return row ?? null;
    },
  };
}
