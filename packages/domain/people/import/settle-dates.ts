import { datesOfColumn, type DateOrder } from './date-order.ts';
import { dateFields, type ImportColumn, type ImportField } from './import-field.ts';
import type { ColumnTrouble } from './chosen-columns.ts';

/**
 * How each column of days writes them. A column that settles it by a day beyond the twelfth is believed; one that does
 * not is asked about, and never guessed: a wrong guess moves due dates by months.
 */
export function settleDates({
  columns,
  valuesOf,
  answer,
}: {
  columns: readonly ImportColumn[];
  /** All that stands in the column at that place. */
  valuesOf: (at: number) => Iterable<string>;
  /** What somebody said of this file. */
  answer: DateOrder | null;
}): { readonly orderOf: ReadonlyMap<ImportField, DateOrder | null>; readonly questions: readonly ColumnTrouble[] } {
  const orderOf = new Map<ImportField, DateOrder | null>();
  const questions: ColumnTrouble[] = [];
  for (const [at, { header, field }] of columns.entries()) {
    if (field === null || !dateFields.has(field)) continue;
    const dates = datesOfColumn(valuesOf(at));
    orderOf.set(field, dates.kind === 'settled' ? (dates.order ?? answer) : answer);
    if (answer !== null || dates.kind === 'settled') continue;
    const detail =
      dates.kind === 'ambiguous'
        ? `holds days such as ${dates.example}: is the day first, or the month? Say date_order=day_first or date_order=month_first.`
        : `holds ${dates.example} and ${dates.other}, which no one rule writes. Say date_order=day_first or date_order=month_first; rows that do not fit are refused.`;
    questions.push({ column: header, detail });
  }
  return { orderOf, questions };
}
