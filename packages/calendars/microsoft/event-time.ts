import { instantAt } from '@throughline/domain/time/local-date.ts';
import { z } from 'zod';
import { windowsZoneOf } from './time-zones.ts';

/**
 * dateTimeTimeZone, asked for in UTC: local date and time with up to seven decimals and never a `Z`. In another zone
 * the preference was not heeded, and reading it as UTC would move the entry.
 */
export const eventTime = z.object({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/),
  timeZone: z.literal('UTC'),
});
export type EventTime = z.infer<typeof eventTime>;

/** All-day entries are told as midnights that belong to no zone: those of `ownerZone` are meant. */
export function instantOf({
  time: { dateTime },
  allDay,
  ownerZone,
}: {
  time: EventTime;
  allDay: boolean;
  ownerZone: string;
}): Temporal.Instant {
  if (!allDay) return Temporal.Instant.from(`${dateTime}Z`);
  const date = Temporal.PlainDateTime.from(dateTime).toPlainDate();
  return instantAt({ date, time: '00:00', timeZone: ownerZone });
}

/**
 * Wall time with its zone, so that Outlook keeps the hour when clocks change before the entry begins. Graph's list of
 * zones is of Windows names and few others (learn.microsoft.com/graph/api/resources/datetimetimezone); where Windows
 * knows no zone with the same clock the moment itself is written.
 */
export function toEventTime({ instant, timeZone }: { instant: Temporal.Instant; timeZone: string }): {
  readonly dateTime: string;
  readonly timeZone: string;
} {
  const windows = windowsZoneOf({ timeZone, at: instant });
  const local = instant.toZonedDateTimeISO(windows === null ? 'UTC' : timeZone).toPlainDateTime();
  return { dateTime: local.toString({ smallestUnit: 'second' }), timeZone: windows ?? 'UTC' };
}
