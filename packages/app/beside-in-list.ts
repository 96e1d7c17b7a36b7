import type { ListPosition } from '@throughline/db/beside-position.ts';

/** What `besidePosition` reads from a table, from rows that were worked out: in the order of their ids. */
export function besideInList<Row extends { readonly id: string }>({
  rows,
  from,
  limit,
}: {
  rows: readonly Row[];
  from: ListPosition | null;
  limit: number;
}): readonly Row[] {
  if (from === null) return rows.slice(0, limit);
  if (from.side === 'after') return rows.filter(({ id }) => id > from.id).slice(0, limit);
  return rows.filter(({ id }) => id < from.id).slice(-limit);
}
