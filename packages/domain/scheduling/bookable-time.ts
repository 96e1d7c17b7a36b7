import { isOnLeave } from '../people/leave.ts';
import type { WorkingHours, WorkingSpan, Weekday } from '../people/person.ts';
import { workingIntervalsOn } from '../people/working-pattern.ts';
import type { Blackout } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import { isBefore, isWithin, localDateOf } from '../time/local-date.ts';
import type { PlannedPerson } from './planning-input.ts';
import { intersectSpans, spansOf } from './span.ts';
import type { Span } from './span.ts';

export type BookableTime = {
  /** Within the window. */
  readonly open: readonly Span[];
  /** Working days touching the window that fell away, each counted under the first reason that holds. */
  readonly daysOff: { readonly blackout: number; readonly holiday: number; readonly leave: number };
};

/**
 * When a person works, calendar apart: their weekly hours on their own wall clock, whatever the clock does in between,
 * less blackouts, their public holidays and their leave. `fringeMinutes` lengthens each working day at both ends, within the day.
 */
export function bookableTime({
  person,
  timeZone,
  hours,
  blackouts,
  window,
  fringeMinutes = 0,
}: {
  person: Pick<PlannedPerson, 'personId' | 'isHoliday' | 'leaves'>;
  timeZone: string;
  hours: WorkingHours;
  blackouts: readonly Blackout[];
  window: Interval;
  fringeMinutes?: number;
}): BookableTime {
  const closed = blackouts.map(({ from, to }) => ({
    from: Temporal.PlainDate.from(from),
    to: Temporal.PlainDate.from(to),
  }));
  const open: Interval[] = [];
  const daysOff = { blackout: 0, holiday: 0, leave: 0 };
  for (const date of datesOf(window, timeZone)) {
    const weekday = date.dayOfWeek as Weekday;
    const spans = hours[weekday] ?? [];
    if (spans.length === 0) continue;
    if (closed.some((period) => isWithin({ date, ...period }))) daysOff.blackout += 1;
    else if (person.isHoliday(date)) daysOff.holiday += 1;
    else if (isOnLeave({ leaves: person.leaves, personId: person.personId, on: date })) daysOff.leave += 1;
    else
      open.push(
        ...workingIntervalsOn({
          hours: { [weekday]: lengthened(spans, fringeMinutes) },
          timeZone,
          isDayOff: never,
          date,
        }),
      );
  }
  return { open: intersectSpans(spansOf(open), spansOf([window])), daysOff };
}

const never = () => false;

function* datesOf({ start, end }: Interval, timeZone: string): Generator<Temporal.PlainDate> {
  const last = localDateOf({ instant: end, timeZone });
  for (let date = localDateOf({ instant: start, timeZone }); !isBefore(last, date); date = date.add({ days: 1 }))
    yield date;
}

function lengthened(spans: readonly WorkingSpan[], minutes: number): readonly WorkingSpan[] {
  if (minutes === 0) return spans;
  const inOrder = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return inOrder.map(({ from, to }, index) => ({
    from: index === 0 ? shifted(from, -minutes) : from,
    to: index === inOrder.length - 1 ? shifted(to, minutes) : to,
  }));
}

function shifted(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const sinceMidnight = Math.min(24 * 60, Math.max(0, hour * 60 + minute + minutes));
  return [Math.floor(sinceMidnight / 60), sinceMidnight % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
