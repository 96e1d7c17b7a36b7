import { and, eq, gte } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import type { StoredLeave } from './people-store.ts';
import { leave } from './schema/tables.ts';

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

/** Leave one row at a time, for the API; imports go through the people store. */
export function timeOffStore(tx: Transaction) {
  return {
    async byId(id: string): Promise<StoredLeave | null> {
      const [row] = await tx.select(columns).from(leave).where(eq(leave.id, id));
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
      const beside = besidePosition({ column: leave.id, from });
      const rows = await tx
        .select(columns)
        .from(leave)
        .where(
          and(
            personId === undefined ? undefined : eq(leave.personId, personId),
            externalId === undefined ? undefined : eq(leave.externalId, externalId),
            endsAfter && gte(leave.endsOn, endsAfter),
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
        .select(columns)
        .from(leave)
        .where(and(eq(leave.personId, personId), eq(leave.startsOn, startsOn)));
      return row ?? null;
    },
  };
}
