import Holidays from 'date-holidays';
import type { DayOff } from '../time/working-day.ts';

const dayInMilliseconds = 86_400_000;
/** Working out one country's year takes milliseconds to tens of them, and is asked for every day of every slot. */
const cache = new Map<string, ReadonlySet<string>>();

/**
 * Dia da Consciência Negra, a holiday of all of Brazil since Lei 14.759/2023. The library has it of the country and takes
 * it out of the states that had it before (AM, MT, RJ, SP).
 */
const consciousnessDay = { since: 2024, monthDay: '11-20' } as const;

/**
 * Public holidays of one year in date order, as dates of that country; a half day counts as a whole one.
 * `country` is ISO 3166-1 alpha-2 with an optional region ('DE-BE'). A country nobody lists has none.
 */
export function publicHolidays({ country, year }: { country: string; year: number }): readonly Temporal.PlainDate[] {
  return [...holidaysOf(country, year)].toSorted().map((date) => Temporal.PlainDate.from(date));
}

/** Whether a date is a public holiday where somebody lives; `null`, no country known, has none. */
export function publicHolidayIn(country: string | null): DayOff {
  if (country === null) return () => false;
  return (date) => holidaysOf(country, date.year).has(date.toString());
}

function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const known = cache.get(key);
  if (known) return known;
  const found = findHolidays(country, year);
  cache.set(key, found);
  return found;
}

function findHolidays(place: string, year: number): ReadonlySet<string> {
  const [country = '', region] = place.split('-');
  const calendar = new Holidays({ country, ...(region ? { state: region } : {}) }, { types: ['public'] });
  const dates = new Set<string>();
  for (const holiday of calendar.getHolidays(year) || []) {
    const first = Temporal.PlainDate.from(holiday.date.slice(0, 'YYYY-MM-DD'.length));
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayInMilliseconds));
    for (let day = 0; day < days; day += 1) dates.add(first.add({ days: day }).toString());
  }
  if (country === 'BR' && year >= consciousnessDay.since) dates.add(`${year}-${consciousnessDay.monthDay}`);
  return dates;
}
