import { asc, desc, gt, lt } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Beyond a row that was seen, on this side of it. */
export type ListPosition = { readonly side: 'after' | 'before'; readonly id: string };

/** How a list in the order of its ids reads one side of a position; `inOrder` turns what was read backwards round. */
export function besidePosition({ column, from }: { column: PgColumn; from: ListPosition | null }): {
  readonly where: SQL | undefined;
  readonly orderBy: SQL;
  inOrder<Row>(rows: readonly Row[]): readonly Row[];
} {
  const isBackwards = from?.side === 'before';
  const beyond = isBackwards ? lt : gt;
  return {
    where: from === null ? undefined : beyond(column, from.id),
    orderBy: isBackwards ? desc(column) : asc(column),
    inOrder: (rows) => (isBackwards ? rows.toReversed() : rows),
  };
}
