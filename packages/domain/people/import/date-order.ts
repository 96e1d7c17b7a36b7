/** Of days written with slashes: which of the first two numbers is the day. */
export type DateOrder = 'day_first' | 'month_first';

export type DatesOfColumn =
  | { readonly kind: 'settled'; readonly order: DateOrder | null }
  /** `example` can be read both ways, and nothing in the column says which. */
  | { readonly kind: 'ambiguous'; readonly example: string }
  /** Two of them that cannot be written by one rule. */
  | { readonly kind: 'mixed'; readonly example: string; readonly other: string };

const slashes = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T].*)?$/;
const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?$/;
/** With a time or, as Workday writes it, a bare offset behind it. */
const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?$/;
const dayAndWord = /^(\d{1,2})[ .-]+([a-z]{3})[a-z]*\.?[ ,-]+(\d{4})$/i;
const wordAndDay = /^([a-z]{3})[a-z]*\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** BambooHR's word for no day at all. */
export function isNoDate(text: string): boolean {
  return text === '' || /^0{4}-00-00/.test(text);
}

/** What a whole column says about how it writes its days: one day beyond the twelfth is enough. */
export function datesOfColumn(values: Iterable<string>): DatesOfColumn {
  let [dayFirst, monthFirst, either]: (string | null)[] = [null, null, null];
  for (const value of values) {
    const found = slashes.exec(value.trim());
    if (!found) continue;
    const [first, second] = [Number(found[1]), Number(found[2])];
    if (first > 12 && second <= 12) dayFirst ??= value.trim();
    else if (second > 12 && first <= 12) monthFirst ??= value.trim();
    else if (first <= 12 && first !== second) either ??= value.trim();
  }
  if (dayFirst && monthFirst) return { kind: 'mixed', example: dayFirst, other: monthFirst };
  if (dayFirst) return { kind: 'settled', order: 'day_first' };
  if (monthFirst) return { kind: 'settled', order: 'month_first' };
  return either ? { kind: 'ambiguous', example: either } : { kind: 'settled', order: null };
}

/** The day that is written there; null for what is none. Years have four digits. */
export function readDate({ text, order }: { text: string; order: DateOrder | null }): Temporal.PlainDate | null {
  const written = text.trim();
  const found = iso.exec(written);
  if (found) return dayOf(found[1], found[2], found[3]);
  const dotted = dots.exec(written);
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1]);
  const slashed = slashes.exec(written);
  if (slashed) {
    const [, first, second, year] = slashed;
    return order === 'month_first' ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  const worded = dayAndWord.exec(written);
  if (worded) return dayOf(worded[3], monthOf(worded[2]), worded[1]);
  const american = wordAndDay.exec(written);
  return american ? dayOf(american[3], monthOf(american[1]), american[2]) : null;
}

function monthOf(word = ''): string {
  return String(months.indexOf(word.toLowerCase()) + 1);
}

function dayOf(year?: string, month?: string, day?: string): Temporal.PlainDate | null {
  const given = { year: Number(year), month: Number(month), day: Number(day) };
  if (given.year < 1900 || given.year > 2200 || given.month < 1 || given.day < 1) return null;
  try {
    return Temporal.PlainDate.from(given, { overflow: 'reject' });
  } catch {
    return null;
  }
}
