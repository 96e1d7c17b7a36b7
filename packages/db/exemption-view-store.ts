import { and, eq, getTableColumns, gt, gte, isNull, lt, lte, ne, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Exemption, ExemptionCategory } from '@throughline/domain/people/exemption.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { exemption } from './schema/tables.ts';

/** An exemption that is no hold. */
export type ExemptionView = Exemption & {
  readonly id: string;
  readonly authorId: string | null;
  readonly createdAt: Temporal.Instant;
};

/** Every field narrows. */
export type ExemptionFilter = {
  readonly personId?: string;
  readonly category?: ExemptionCategory;
  readonly state?: 'ahead' | 'running' | 'over';
  /** Not over by that day. */
  readonly endsAfter?: Temporal.PlainDate;
};

const { id, personId, category, startsOn, endsOn, authorId, createdAt } = getTableColumns(exemption);

/** Exemptions as whoever is not HR may know them, the API's clients among them: there is no hold here, by any name. */
export function exemptionViewStore(tx: Transaction) {
  const select = (where: SQL | undefined) =>
    tx
      .select({ id, personId, category, startsOn, endsOn, authorId, createdAt })
      .from(exemption)
      .where(and(ne(category, 'hold'), where));

  return {
    async byId(wanted: string): Promise<ExemptionView | null> {
      const [row] = await select(eq(id, wanted));
      return row ? fromRow(row) : null;
    },

    /** Up to `limit` rows by id on one side of a position. `on` is the day by which they are ahead, running or over. */
    async page({
      filter,
      on,
      from,
      limit,
    }: {
      filter: ExemptionFilter;
      on: Temporal.PlainDate;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly ExemptionView[]> {
      const beside = besidePosition({ column: id, from });
      const rows = await select(and(...conditionsOf({ filter, on }), beside.where))
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows).map(fromRow);
    },
  };
}

function conditionsOf({
  filter,
  on,
}: {
  filter: ExemptionFilter;
  on: Temporal.PlainDate;
}): readonly (SQL | undefined)[] {
  const notOverBy = (day: Temporal.PlainDate) => or(isNull(endsOn), gte(endsOn, day));
  const states = {
    ahead: gt(startsOn, on),
    running: and(lte(startsOn, on), notOverBy(on)),
    over: lt(endsOn, on),
  };
  return [
    filter.personId === undefined ? undefined : eq(personId, filter.personId),
    filter.category && eq(category, filter.category),
    filter.state && states[filter.state],
    filter.endsAfter && notOverBy(filter.endsAfter),
  ];
}

function fromRow<Row extends { category: string }>(row: Row) {
  return { ...row, category: row.category as ExemptionCategory };
}
