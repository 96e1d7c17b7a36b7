import type { Policy } from '../policy/policy.ts';
import { mergeIntervals } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';
import { instantAt, localDateOf } from '../time/local-date.ts';
import type { DayOff } from '../time/working-day.ts';
import { isOnLeave } from './leave.ts';
import type { Leave } from './leave.ts';
import type { Person, Weekday, WorkingHours } from './person.ts';
import { publicHolidayIn } from './public-holidays.ts';

/** When somebody works: weekly hours on their own wall clock, and the days off taken out. */
export type WorkingPattern = { readonly hours: WorkingHours; readonly timeZone: string; readonly isDayOff: DayOff };

/** `null` for somebody whose zone nobody knows. Their leave and their country's public holidays are days off. */
export function workingPatternOf({
  person,
  policy,
  leaves,
}: {
  person: Person;
  policy: Policy;
  leaves: readonly Leave[];
}): WorkingPattern | null {
  if (person.timeZone === null) return null;
  const isHoliday = publicHolidayIn(person.country);
  const isDayOff: DayOff = (date) => isHoliday(date) || isOnLeave({ leaves, personId: person.id, on: date });
  return { hours: person.workingHours ?? policy.rules.defaultWorkingHours, timeZone: person.timeZone, isDayOff };
}

/** The working hours of one local date, sorted; none on a day off. Hours a clock change swallows are gone. */
export function workingIntervalsOn({
  hours,
  timeZone,
  isDayOff,
  date,
}: WorkingPattern & { readonly date: Temporal.PlainDate }): readonly Interval[] {
  if (isDayOff(date)) return [];
  const spans = hours[date.dayOfWeek as Weekday] ?? [];
  return mergeIntervals(
    spans.map(({ from, to }) => ({
      start: instantAt({ date, time: from, timeZone }),
      end: instantAt({ date, time: to, timeZone }),
    })),
  );
}

/** When work begins on `date` or the next day that is worked; `null` when that is more than a year away. */
export function workingMorningFrom({
  date,
  ...pattern
}: WorkingPattern & { readonly date: Temporal.PlainDate }): Temporal.Instant | null {
  return firstMorning({ ...pattern, date, step: 1 });
}

/** When work begins on `date` or the last day before it that is worked; `null` when that is more than a year back. */
export function workingMorningUpTo({
  date,
  ...pattern
}: WorkingPattern & { readonly date: Temporal.PlainDate }): Temporal.Instant | null {
  return firstMorning({ ...pattern, date, step: -1 });
}

/** `instant` itself within working hours, else when work begins again that day or on the next day worked. */
export function workingMomentFrom({
  instant,
  ...pattern
}: WorkingPattern & { readonly instant: Temporal.Instant }): Temporal.Instant | null {
  const date = localDateOf({ instant, timeZone: pattern.timeZone });
  const current = workingIntervalsOn({ ...pattern, date }).find(
    ({ end }) => Temporal.Instant.compare(instant, end) < 0,
  );
  if (!current) return workingMorningFrom({ ...pattern, date: date.add({ days: 1 }) });
  return Temporal.Instant.compare(current.start, instant) < 0 ? instant : current.start;
}

function firstMorning({
  date,
  step,
  ...pattern
}: WorkingPattern & { readonly date: Temporal.PlainDate; readonly step: 1 | -1 }): Temporal.Instant | null {
  for (let walked = 0; walked <= date.daysInYear; walked += 1) {
    const [first] = workingIntervalsOn({ ...pattern, date: date.add({ days: walked * step }) });
    if (first) return first.start;
  }
  return null;
}
