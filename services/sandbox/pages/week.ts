import type { CalendarEvent, Response } from '../core/calendar/calendar-event.ts';
import { ownResponse } from '../core/calendar/calendar-event.ts';
import { occurrencesIn, spanOf } from '../core/calendar/occurrences.ts';
import type { Account } from '../core/accounts/account-store.ts';
import type { Cloud } from '../core/cloud.ts';

/** One entry on one day of the grid; an entry over several days is on each of them. */
export type PlacedEntry = {
  readonly event: CalendarEvent;
  readonly response: Response | null;
  /** Minutes from midnight by the wall clock, cut to the day. */
  readonly from: number;
  readonly until: number;
  /** Side by side with what overlaps it: which column of how many. */
  readonly column: number;
  readonly columns: number;
};

export type WeekDay = {
  readonly date: Temporal.PlainDate;
  readonly wholeDay: readonly CalendarEvent[];
  readonly timed: readonly PlacedEntry[];
};

/** The Monday to Sunday around `date` in an account's calendar, in the account's zone. */
export function weekOf({
  cloud,
  account,
  date,
}: {
  cloud: Cloud;
  account: Account;
  date: Temporal.PlainDate;
}): WeekDay[] {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const zone = account.timeZone;
  const startOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  const events = occurrencesIn({
    store: cloud.calendars,
    account: account.email,
    zone,
    from: startOf(monday),
    until: startOf(monday.add({ days: 7 })),
  }).filter((event) => event.status !== 'cancelled');

  return Array.from({ length: 7 }, (_, at) => {
    const day = monday.add({ days: at });
    const start = startOf(day);
    const end = startOf(day.add({ days: 1 }));
    const here = events.filter((event) => {
      const span = spanOf({ event, zone });
      return span.start < end && (span.end > start || span.start === start);
    });
    const timed = here.filter((event) => event.start.kind === 'timed');
    return {
      date: day,
      wholeDay: here.filter((event) => event.start.kind === 'allDay'),
      timed: sideBySide(timed.map((event) => cutToDay({ event, zone, start, end }))),
    };
  });
}

function cutToDay({ event, zone, start, end }: { event: CalendarEvent; zone: string; start: number; end: number }) {
  const span = spanOf({ event, zone });
  return {
    event,
    response: ownResponse(event),
    from: span.start <= start ? 0 : minuteOfDay({ at: span.start, zone }),
    until: span.end >= end ? 24 * 60 : minuteOfDay({ at: span.end, zone }),
  };
}

function minuteOfDay({ at, zone }: { at: number; zone: string }): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.hour * 60 + local.minute;
}

/** Entries that overlap, directly or through others, share the width of the day. */
function sideBySide(entries: readonly Omit<PlacedEntry, 'column' | 'columns'>[]): PlacedEntry[] {
  const placed: PlacedEntry[] = [];
  let group: (Omit<PlacedEntry, 'columns'> & { column: number })[] = [];
  let columnEnds: number[] = [];
  const closeGroup = (): void => {
    for (const entry of group) placed.push({ ...entry, columns: columnEnds.length });
    group = [];
    columnEnds = [];
  };
  for (const entry of entries.toSorted((a, b) => a.from - b.from || b.until - a.until)) {
    if (columnEnds.every((until) => until <= entry.from)) closeGroup();
    const free = columnEnds.findIndex((until) => until <= entry.from);
    const column = free < 0 ? columnEnds.length : free;
    columnEnds[column] = entry.until;
    group.push({ ...entry, column });
  }
  closeGroup();
  return placed;
}
