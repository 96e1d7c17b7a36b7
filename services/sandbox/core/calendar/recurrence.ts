import { RRuleTemporal } from 'rrule-temporal';
import type { CalendarEvent } from './calendar-event.ts';
import { instanceSuffix } from './event-time.ts';
import type { EventTime } from './event-time.ts';

/** Where one instance of a series has its place. */
export type Occurrence = {
  readonly start: EventTime;
  /** Milliseconds to order by: the moment, or midnight UTC of a day. */
  readonly at: number;
  readonly suffix: string;
};

/** How far beyond what was asked for a series is expanded at once, so that walking forward does not expand every week. */
const expandAhead = 400 * 24 * 60 * 60 * 1000;

type Expansion = { readonly until: number; readonly occurrences: readonly Occurrence[] };

/** Copies of a series in several calendars share one expansion. */
const byRule = new Map<string, Expansion>();
const byMaster = new WeakMap<CalendarEvent, Expansion>();

export class RecurrenceError extends Error {
  override name = 'RecurrenceError';
}

type Series = Pick<CalendarEvent, 'start' | 'recurrence'>;

/** The instances of a series in order, at least up to `until` (milliseconds, inclusive). */
export function occurrencesOf({ master, until }: { master: CalendarEvent; until: number }): readonly Occurrence[] {
  const known = byMaster.get(master);
  if (known !== undefined && known.until >= until) return known.occurrences;
  const expansion = expansionOf({ series: master, until });
  byMaster.set(master, expansion);
  return expansion.occurrences;
}

/** @throws RecurrenceError when the lines are not a rule RFC 5545 knows */
export function checkRecurrenceRule(series: Series): void {
  expansionOf({ series, until: series.start.kind === 'timed' ? series.start.at : utcMidnight(series.start.date) });
}

function expansionOf({ series, until }: { series: Series; until: number }): Expansion {
  const key = `${JSON.stringify(series.start)} ${series.recurrence.join(' ')}`;
  const known = byRule.get(key);
  if (known !== undefined && known.until >= until) return known;
  const to = until + expandAhead;
  const expansion = { until: to, occurrences: expand({ series, until: to }) };
  byRule.set(key, expansion);
  return expansion;
}

/** Where a rule has its first instance at or after the start it is given; null when it has none. */
export function firstOccurrence({ start, recurrence }: Series): EventTime | null {
  const rule = new RRuleTemporal({ rruleString: [startLine(start), ...recurrence].join('\n') });
  const first = rule.next(new Date(start.kind === 'timed' ? start.at : utcMidnight(start.date)), true);
  if (first === null) return null;
  if (start.kind === 'timed') return { ...start, at: first.epochMilliseconds };
  return { kind: 'allDay', date: first.toPlainDate().toString() };
}

/** Wall time is kept across changes of the offset. */
function expand({ series: { start, recurrence }, until }: { series: Series; until: number }): Occurrence[] {
  try {
    const rule = new RRuleTemporal({ rruleString: [startLine(start), ...recurrence].join('\n'), includeDtstart: true });
    const from = start.kind === 'timed' ? start.at : utcMidnight(start.date);
    const found = rule.between(new Date(from), new Date(Math.max(until, from)), true);
    return found.map((occurrence) => {
      const at = occurrence.epochMilliseconds;
      const time: EventTime =
        start.kind === 'timed'
          ? { kind: 'timed', at, zone: start.zone }
          : { kind: 'allDay', date: occurrence.toPlainDate().toString() };
      return { start: time, at, suffix: instanceSuffix(time) };
    });
  } catch (cause) {
    throw new RecurrenceError(`not a recurrence: ${recurrence.join(' ')}`, { cause });
  }
}

/** Days are expanded as midnights in UTC and read back as dates, so no offset can push them to a neighbour. */
function startLine(start: EventTime): string {
  if (start.kind === 'allDay') return `DTSTART;TZID=UTC:${start.date.replaceAll('-', '')}T000000`;
  const local = Temporal.Instant.fromEpochMilliseconds(start.at).toZonedDateTimeISO(start.zone).toPlainDateTime();
  return `DTSTART;TZID=${start.zone}:${local.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`;
}

function utcMidnight(date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds;
}
