import { and, eq, gt, gte, isNull, lt, lte, ne, not, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Exemption, ExemptionCategory } from '@throughline/domain/people/exemption.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { exemption, removedExemption } from './schema/tables.ts';

/** An exemption that is no hold. */
export type ExemptionView = Exemption & {
  readonly id: string;
  readonly authorId: string | null;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
  /** Taken back before it began. */
  readonly isRemoved: boolean;
};

/** Every field narrows. */
export type ExemptionFilter = {
  readonly personId?: string;
  readonly category?: ExemptionCategory;
  readonly state?: 'ahead' | 'running' | 'over';
  /** Not over by that day. */
  readonly endsAfter?: Temporal.PlainDate;
  /** Changed after that moment, those taken back included. */
  readonly modifiedAfter?: Temporal.Instant;
  readonly withRemoved?: boolean;
};

/**
 * Exemptions as whoever is not HR may know them, the API's clients among them: there is no hold here, by any name. Those
 * taken back before they began are among them for lists alone.
 */
export function exemptionViewStore(tx: Transaction) {
  const { personId, category, startsOn, endsOn, authorId, createdAt } = exemption;
  const standing = tx
    .select({
      id: exemption.id,
      personId,
      category,
      startsOn,
      endsOn,
      authorId,
      createdAt,
      modifiedAt: sql<Temporal.Instant>`coalesce(${exemption.updatedAt}, ${createdAt})`
        .mapWith(createdAt)
        .as('modified_at'),
      isRemoved: sql<boolean>`false`.as('is_removed'),
    })
    .from(exemption)
    .where(ne(category, 'hold'));
  const removed = tx
    .select({
      id: removedExemption.id,
      personId: removedExemption.personId,
      category: removedExemption.category,
      startsOn: removedExemption.startsOn,
      endsOn: removedExemption.endsOn,
      authorId: removedExemption.authorId,
      createdAt: removedExemption.createdAt,
      modifiedAt: sql<Temporal.Instant>`${removedExemption.removedAt}`
        .mapWith(removedExemption.removedAt)
        .as('modified_at'),
      isRemoved: sql<boolean>`true`.as('is_removed'),
    })
    .from(removedExemption);
  const shown = unionAll(standing, removed).as('shown');

  const conditionsOf = ({ filter, on }: { filter: ExemptionFilter; on: Temporal.PlainDate }) => {
    const notOverBy = (day: Temporal.PlainDate) => or(isNull(shown.endsOn), gte(shown.endsOn, day));
    const states = {
      ahead: gt(shown.startsOn, on),
      running: and(lte(shown.startsOn, on), notOverBy(on)),
      over: lt(shown.endsOn, on),
    };
    const { personId: wanted, modifiedAfter, withRemoved = modifiedAfter !== undefined } = filter;
    return [
      wanted === undefined ? undefined : eq(shown.personId, wanted),
      filter.category && eq(shown.category, filter.category),
      filter.state && states[filter.state],
      filter.endsAfter && notOverBy(filter.endsAfter),
      modifiedAfter && gt(shown.modifiedAt, modifiedAfter),
      withRemoved ? undefined : not(shown.isRemoved),
    ];
  };

  return {
    async byId(wanted: string): Promise<ExemptionView | null> {
      const [row] = await tx
        .select()
        .from(shown)
        .where(and(eq(shown.id, wanted), not(shown.isRemoved)));
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
      const beside = besidePosition({ column: shown.id, from });
      const rows = await tx
        .select()
        .from(shown)
        .where(and(...conditionsOf({ filter, on }), beside.where))
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows).map(fromRow);
    },
  };
}

function fromRow<Row extends { category: string }>(row: Row) {
  return { ...row, category: row.category as ExemptionCategory };
}
