import type { EventTime } from '../../core/calendar/event-time.ts';
import { isZone } from '../../core/calendar/time-zone.ts';
import { invalid, missing } from '../google-error.ts';
import type { GoogleError } from '../google-error.ts';

/** How Google writes a start or an end: `date` for a day, `dateTime` with an offset for a moment. */
export type EventDateTime = { readonly date: string } | { readonly dateTime: string; readonly timeZone: string };

/** The moment is written in `zone`, the zone of the answer; `timeZone` stays the one the entry was made in. */
export function presentTime({ time, zone }: { time: EventTime; zone: string }): EventDateTime {
  if (time.kind === 'allDay') return { date: time.date };
  return { dateTime: presentMoment({ at: time.at, zone }), timeZone: time.zone };
}

export function presentMoment({ at, zone }: { at: number; zone: string }): string {
  if (zone === 'UTC') return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/**
 * @param which word used in Google's message: start or end
 * @throws GoogleError 400 for anything that is not one day or one moment
 */
export function readTime({
  value,
  which,
  calendarZone,
}: {
  value: Readonly<Partial<Record<'date' | 'dateTime' | 'timeZone', string | null | undefined>>> | null | undefined;
  which: 'start' | 'end';
  calendarZone: string;
}): EventTime {
  const date = value?.date ?? null;
  const dateTime = value?.dateTime ?? null;
  const zone = value?.timeZone ?? null;
  if (date === null && dateTime === null) throw missing(`Missing ${which} time.`);
  if (date !== null && dateTime !== null) throw invalid(`Invalid ${which} time.`);
  if (zone !== null && !isZone(zone)) throw invalid(`Invalid time zone definition for ${which} time.`);
  if (date !== null) return { kind: 'allDay', date: readDate({ date, which }) };
  const text = dateTime ?? '';
  if (!localTime.test(text)) return { kind: 'timed', at: readMoment({ text, which }), zone: zone ?? calendarZone };
  if (zone === null) throw missing(`Missing time zone definition for ${which} time.`);
  return { kind: 'timed', at: readLocal({ text, zone, which }), zone };
}

function readDate({ date, which }: { date: string; which: string }): string {
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString();
  } catch {
    throw invalidTime(which);
  }
}

function readMoment({ text, which }: { text: string; which: string }): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw invalidTime(which);
  }
}

function readLocal({ text, zone, which }: { text: string; zone: string; which: string }): number {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    throw invalidTime(which);
  }
}

function invalidTime(which: string): GoogleError {
  return invalid(`Invalid value for: ${which} time.`);
}
