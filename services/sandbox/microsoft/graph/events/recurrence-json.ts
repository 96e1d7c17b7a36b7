import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { windowsZoneOf } from '../mailbox/windows-zones.ts';

const dayNames: Readonly<Record<string, string>> = {
  SU: 'sunday',
  MO: 'monday',
  TU: 'tuesday',
  WE: 'wednesday',
  TH: 'thursday',
  FR: 'friday',
  SA: 'saturday',
};

const indexes: Readonly<Record<string, string>> = { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth' };

/** An RRULE as Graph's pattern and range. Of rules that no pattern can say, as those of other clouds, the nearest one. */
export function presentRecurrence(event: Pick<CalendarEvent, 'start' | 'recurrence'>): JsonObject | null {
  const line = event.recurrence.find((candidate) => candidate.startsWith('RRULE:'));
  if (line === undefined) return null;
  const parts = new Map(
    line
      .slice('RRULE:'.length)
      .split(';')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  return { pattern: presentPattern({ parts, event }), range: presentRange({ parts, event }) };
}

type Parts = ReadonlyMap<string, string>;

function presentPattern({ parts, event }: { parts: Parts; event: Pick<CalendarEvent, 'start'> }): JsonObject {
  const first = localDate(event.start);
  const days = (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== '');
  const position = days.length === 0 ? undefined : (parts.get('BYSETPOS') ?? /^[+-]?\d+/.exec(days[0] ?? '')?.[0]);
  const onDays = days.map((day) => dayNames[day.slice(-2)] ?? 'sunday');
  const relative = position !== undefined && onDays.length > 0;
  const frequency = parts.get('FREQ') ?? 'DAILY';
  return {
    type: patternType({ frequency, relative }),
    interval: Number(parts.get('INTERVAL') ?? 1),
    month: frequency === 'YEARLY' ? Number(parts.get('BYMONTH') ?? first.month) : 0,
    // Several days with BYSETPOS=-1 are the last of them that the month has.
    dayOfMonth: relative || !isByMonth(frequency) ? 0 : Number(parts.get('BYMONTHDAY')?.split(',').at(-1) ?? first.day),
    ...(frequency === 'WEEKLY' || relative ? { daysOfWeek: onDays.length === 0 ? [weekdayOf(first)] : onDays } : {}),
    firstDayOfWeek: dayNames[parts.get('WKST') ?? 'SU'] ?? 'sunday',
    index: position === '-1' ? 'last' : (indexes[position ?? '1'] ?? 'first'),
  };
}

function isByMonth(frequency: string): boolean {
  return frequency === 'MONTHLY' || frequency === 'YEARLY';
}

function patternType({ frequency, relative }: { frequency: string; relative: boolean }): string {
  switch (frequency) {
    case 'WEEKLY':
      return 'weekly';
    case 'MONTHLY':
      return relative ? 'relativeMonthly' : 'absoluteMonthly';
    case 'YEARLY':
      return relative ? 'relativeYearly' : 'absoluteYearly';
    default:
      return 'daily';
  }
}

function presentRange({ parts, event }: { parts: Parts; event: Pick<CalendarEvent, 'start'> }): JsonObject {
  const zone = event.start.kind === 'timed' ? windowsZoneOf(event.start.zone) : 'UTC';
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  return {
    type: count !== undefined ? 'numbered' : until !== undefined ? 'endDate' : 'noEnd',
    startDate: localDate(event.start).toString(),
    endDate: until === undefined ? '0001-01-01' : lastDay({ until, event }),
    recurrenceTimeZone: zone,
    numberOfOccurrences: Number(count ?? 0),
  };
}

/** UNTIL is a date, or a moment in UTC. */
function lastDay({ until, event }: { until: string; event: Pick<CalendarEvent, 'start'> }): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (until.length === 8 || event.start.kind === 'allDay') return date;
  const time = `${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`;
  return Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(event.start.zone).toPlainDate().toString();
}

function localDate(start: CalendarEvent['start']): Temporal.PlainDate {
  if (start.kind === 'allDay') return Temporal.PlainDate.from(start.date);
  return Temporal.Instant.fromEpochMilliseconds(start.at).toZonedDateTimeISO(start.zone).toPlainDate();
}

function weekdayOf(date: Temporal.PlainDate): string {
  return Object.values(dayNames)[date.dayOfWeek % 7] ?? 'sunday';
}
