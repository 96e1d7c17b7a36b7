import type { EventTime } from '../../../core/calendar/event-time.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { GraphError } from '../graph-error.ts';
import { zoneNamed } from '../mailbox/windows-zones.ts';

/** The zone of an answer: as it was asked for, and the IANA zone that means. */
export type AnswerZone = { readonly name: string; readonly zone: string };

export const utc: AnswerZone = { name: 'UTC', zone: 'UTC' };

/** dateTimeTimeZone: no offset and no Z, seven decimals. A whole day begins at midnight in whatever zone is asked for. */
export function presentTime({ time, answerZone }: { time: EventTime; answerZone: AnswerZone }): JsonObject {
  if (time.kind === 'allDay') return { dateTime: `${time.date}T00:00:00.0000000`, timeZone: answerZone.name };
  return { dateTime: presentLocal({ at: time.at, zone: answerZone.zone }), timeZone: answerZone.name };
}

export function presentLocal({ at, zone }: { at: number; zone: string }): string {
  if (zone === 'UTC') return new Date(at).toISOString().replace(/Z$/, '0000');
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ fractionalSecondDigits: 7 });
}

/** A moment outside dateTimeTimeZone, in UTC. */
export function presentMoment(at: number): string {
  return new Date(at).toISOString().replace(/(\.\d{3})Z$/, '$10000Z');
}

export type GivenTime = { readonly dateTime: string; readonly timeZone?: string | null | undefined };

/**
 * Reads start and end together: a whole day is said apart, by isAllDay.
 *
 * @throws GraphError 400
 */
export function readTimes({ start, end, isAllDay }: { start: GivenTime; end: GivenTime; isAllDay: boolean }): {
  start: EventTime;
  end: EventTime;
} {
  const from = readLocal({ given: start, which: 'Start' });
  const to = readLocal({ given: end, which: 'End' });
  if (isAllDay) return readDays({ from, to });
  if (to.at < from.at) throw invalidTime('The end time is before the start time.');
  return {
    start: { kind: 'timed', at: from.at, zone: from.zone },
    end: { kind: 'timed', at: to.at, zone: to.zone },
  };
}

type ReadTime = { readonly local: Temporal.PlainDateTime; readonly at: number; readonly zone: string };

function readDays({ from, to }: { from: ReadTime; to: ReadTime }): { start: EventTime; end: EventTime } {
  for (const [which, { local }] of [
    ['Start', from],
    ['End', to],
  ] as const) {
    if (!local.toPlainTime().equals('00:00')) {
      throw invalidTime(`The Event.${which} property for an all-day event needs to be set to midnight.`);
    }
  }
  if (from.zone !== to.zone) {
    throw invalidTime('Start and End of an all-day event need to be in the same time zone.');
  }
  const start = from.local.toPlainDate();
  const end = to.local.toPlainDate();
  if (Temporal.PlainDate.compare(end, start) <= 0) {
    throw invalidTime('The duration of an event marked as All day must be at least 24 hours.');
  }
  return {
    start: { kind: 'allDay', date: start.toString() },
    end: { kind: 'allDay', date: end.toString() },
  };
}

function readLocal({ given, which }: { given: GivenTime; which: 'Start' | 'End' }): ReadTime {
  const zone = readZone(given.timeZone ?? 'UTC');
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(given.dateTime)) {
      const zoned = Temporal.Instant.from(given.dateTime).toZonedDateTimeISO(zone);
      return { local: zoned.toPlainDateTime(), at: zoned.epochMilliseconds, zone };
    }
    const local = Temporal.PlainDateTime.from(given.dateTime, { overflow: 'reject' });
    return { local, at: local.toZonedDateTime(zone).epochMilliseconds, zone };
  } catch {
    throw new GraphError({
      status: 400,
      code: 'ErrorInvalidRequest',
      message: `Cannot convert the literal '${given.dateTime}' of ${which} to a date and time.`,
    });
  }
}

/** @throws GraphError 400 for a name that is neither Windows' nor IANA's */
export function readZone(name: string): string {
  const zone = zoneNamed(name);
  if (zone !== undefined) return zone;
  throw new GraphError({
    status: 400,
    code: 'TimeZoneNotSupportedException',
    message: `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  });
}

function invalidTime(message: string): GraphError {
  return new GraphError({ status: 400, code: 'ErrorPropertyValidationFailure', message });
}
