import { checkRecurrenceRule, RecurrenceError } from '../../../core/calendar/recurrence.ts';
import type { EventTime } from '../../../core/calendar/event-time.ts';
import { invalidProperty } from '../graph-error.ts';
import type { PatternedRecurrence } from './event-resource.ts';

const dayCodes: Readonly<Record<string, string>> = {
  sunday: 'SU',
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
};

const positions: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/**
 * The RRULE of RFC 5545 for a pattern and range of Graph's.
 *
 * @throws GraphError 400 for a pattern that lacks what its type needs
 */
export function readRecurrence({ given, start }: { given: PatternedRecurrence; start: EventTime }): string[] {
  const { pattern, range } = given;
  const week = pattern.firstDayOfWeek ? [`WKST=${dayCodes[pattern.firstDayOfWeek]}`] : [];
  const rule = [...ruleOf(pattern), `INTERVAL=${pattern.interval}`, ...week, ...endOf({ range, start })].join(';');
  const lines = [`RRULE:${rule}`];
  try {
    checkRecurrenceRule({ start, recurrence: lines });
  } catch (error) {
    if (error instanceof RecurrenceError) throw invalidProperty({ property: 'Recurrence' });
    throw error;
  }
  return lines;
}

function ruleOf(pattern: PatternedRecurrence['pattern']): string[] {
  const days = (pattern.daysOfWeek ?? []).map((day) => dayCodes[day ?? ''] ?? '').join(',');
  const onDays = (): string => {
    if (days === '') throw invalidProperty({ property: 'Recurrence.Pattern.DaysOfWeek' });
    return `BYDAY=${days}`;
  };
  const onDay = (): string => {
    if (pattern.dayOfMonth === 0) throw invalidProperty({ property: 'Recurrence.Pattern.DayOfMonth' });
    return daysOfMonth(pattern.dayOfMonth);
  };
  const inMonth = (): string => {
    if (pattern.month === 0) throw invalidProperty({ property: 'Recurrence.Pattern.Month' });
    return `BYMONTH=${pattern.month}`;
  };
  const which = `BYSETPOS=${positions[pattern.index ?? 'first'] ?? 1}`;
  switch (pattern.type) {
    case 'daily':
      return ['FREQ=DAILY'];
    case 'weekly':
      return ['FREQ=WEEKLY', onDays()];
    case 'absoluteMonthly':
      return ['FREQ=MONTHLY', onDay()];
    case 'relativeMonthly':
      return ['FREQ=MONTHLY', onDays(), which];
    case 'absoluteYearly':
      return ['FREQ=YEARLY', inMonth(), onDay()];
    case 'relativeYearly':
      return ['FREQ=YEARLY', inMonth(), onDays(), which];
    case null:
    case undefined:
      throw invalidProperty({ property: 'Recurrence.Pattern.Type' });
  }
}

/** In a month too short for the day, Outlook takes the month's last. */
function daysOfMonth(day: number): string {
  if (day <= 28) return `BYMONTHDAY=${day}`;
  const days = Array.from({ length: day - 27 }, (_, at) => 28 + at);
  return `BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
}

function endOf({ range, start }: { range: PatternedRecurrence['range']; start: EventTime }): string[] {
  switch (range.type) {
    case 'noEnd':
      return [];
    case 'numbered':
      if (range.numberOfOccurrences === 0) throw invalidProperty({ property: 'Recurrence.Range.NumberOfOccurrences' });
      return [`COUNT=${range.numberOfOccurrences}`];
    case 'endDate':
      return [`UNTIL=${lastMoment({ date: range.endDate ?? '', start })}`];
    case null:
    case undefined:
      throw invalidProperty({ property: 'Recurrence.Range.Type' });
  }
}

/** The end date is the last day an occurrence may be on. */
function lastMoment({ date, start }: { date: string; start: EventTime }): string {
  let day: Temporal.PlainDate;
  try {
    day = Temporal.PlainDate.from(date);
  } catch {
    throw invalidProperty({ property: 'Recurrence.Range.EndDate' });
  }
  if (start.kind === 'allDay') return day.toString().replaceAll('-', '');
  const last = day.add({ days: 1 }).toZonedDateTime(start.zone).toInstant().subtract({ seconds: 1 });
  return last.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
