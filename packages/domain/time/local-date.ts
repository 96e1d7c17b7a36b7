/** Later and earlier of two dates, and dates seen from a zone. Dates here are `PlainDate`s: they have no zone of their own. */

export function localDateOf({
  instant,
  timeZone,
}: {
  instant: Temporal.Instant;
  timeZone: string;
}): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/**
 * The instant a wall clock in `timeZone` shows `time` ('HH:MM', '24:00' being the next midnight).
 * A time skipped by a clock change becomes the moment as long after the gap began; of a repeated one the first counts.
 */
export function instantAt({
  date,
  time,
  timeZone,
}: {
  date: Temporal.PlainDate;
  time: string;
  timeZone: string;
}): Temporal.Instant {
  if (time === '24:00') return date.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

export function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

export function isWithin({
  date,
  from,
  to,
}: {
  date: Temporal.PlainDate;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}): boolean {
  return !isBefore(date, from) && !isBefore(to, date);
}

export function laterDate(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(a, b) ? b : a;
}

export function earlierDate(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(b, a) ? b : a;
}

/** Calendar days from one date to another; negative backwards. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'days' }).days;
}
