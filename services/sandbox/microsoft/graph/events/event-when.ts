import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import { sameTime } from '../../../core/calendar/event-time.ts';
import { firstOccurrence } from '../../../core/calendar/recurrence.ts';
import type { EventContent } from '../../../core/invitations/invitation-copy.ts';
import { zoneNamed } from '../mailbox/windows-zones.ts';
import type { EventResource } from './event-resource.ts';
import { presentLocal, readTimes, readZone } from './event-time.ts';
import { sharedOf } from './outlook-content.ts';
import { readRecurrence } from './recurrence-pattern.ts';

type Given = {
  readonly resource: EventResource;
  /** The entry as it is, or blank content for a new one. */
  readonly before: Omit<EventContent, 'status'>;
};

/**
 * When an event is, and how it recurs, by what a client wrote onto it; `dayZone` is the zone its whole days were stated in.
 *
 * @throws GraphError 400
 */
export function readWhen({ resource, before }: Given) {
  const { dayZone, ...given } = readStated({ resource, before });
  const recurrence = readSeries({ resource, before, start: given.start });
  return { ...fromFirstOccurrence({ ...given, recurrence }), recurrence, dayZone };
}

function readStated({ resource, before }: Given) {
  const isAllDay = resource.isAllDay ?? before.start.kind === 'allDay';
  const dayZone = sharedOf(before).dayZone;
  if (!resource.start && !resource.end && resource.isAllDay === undefined) {
    return { start: before.start, end: before.end, dayZone };
  }
  const start = resource.start ?? asGiven({ time: before.start, dayZone });
  const end = resource.end ?? asGiven({ time: before.end, dayZone });
  const times = readTimes({ start, end, isAllDay });
  return {
    ...inSeriesZone({ times, resource }),
    dayZone: isAllDay ? (zoneNamed(start.timeZone ?? 'UTC') ?? 'UTC') : null,
  };
}

/**
 * A series begins with the first day of its pattern, be that later than the start it was given:
 * learn.microsoft.com/graph/api/resources/recurrencerange
 */
function fromFirstOccurrence({
  start,
  end,
  recurrence,
}: Pick<EventContent, 'start' | 'end' | 'recurrence'>): Pick<EventContent, 'start' | 'end'> {
  if (recurrence.length === 0) return { start, end };
  const first = firstOccurrence({ start, recurrence });
  if (first === null || sameTime(first, start)) return { start, end };
  if (first.kind === 'timed' && start.kind === 'timed' && end.kind === 'timed') {
    return { start: first, end: { ...end, at: end.at + first.at - start.at } };
  }
  if (first.kind !== 'allDay' || start.kind !== 'allDay' || end.kind !== 'allDay') return { start, end };
  const { days } = Temporal.PlainDate.from(start.date).until(first.date);
  return { start: first, end: { kind: 'allDay', date: Temporal.PlainDate.from(end.date).add({ days }).toString() } };
}

/** A series keeps the wall time of the zone its recurrence names, whatever zone its first time was stated in. */
function inSeriesZone({ times, resource }: { times: ReturnType<typeof readTimes>; resource: EventResource }) {
  const named = resource.recurrence?.range.recurrenceTimeZone;
  if (!named) return times;
  const zone = readZone(named);
  const within = (time: CalendarEvent['start']) => (time.kind === 'timed' ? { ...time, zone } : time);
  return { start: within(times.start), end: within(times.end) };
}

function asGiven({ time, dayZone }: { time: CalendarEvent['start']; dayZone: string | null }) {
  if (time.kind === 'allDay') return { dateTime: `${time.date}T00:00:00`, timeZone: dayZone ?? 'UTC' };
  return { dateTime: presentLocal({ at: time.at, zone: time.zone }), timeZone: time.zone };
}

function readSeries({
  resource,
  before,
  start,
}: {
  resource: EventResource;
  before: Pick<EventContent, 'recurrence'>;
  start: CalendarEvent['start'];
}): readonly string[] {
  if (resource.recurrence === undefined) return before.recurrence;
  return resource.recurrence === null ? [] : readRecurrence({ given: resource.recurrence, start });
}
