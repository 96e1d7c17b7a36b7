import { instantAt } from '@throughline/domain/time/local-date.ts';
import { z } from 'zod';

/** `date` for an all-day entry, whose end is exclusive, else `dateTime` with its offset. */
export const eventTime = z.union([
  z.object({ dateTime: z.iso.datetime({ offset: true }) }),
  z.object({ date: z.iso.date() }),
]);
export type EventTime = z.infer<typeof eventTime>;

export function isAllDay(time: EventTime): boolean {
  return 'date' in time;
}

/** All-day entries begin and end at midnight in the calendar owner's zone. */
export function instantOf({ time, ownerZone }: { time: EventTime; ownerZone: string }): Temporal.Instant {
  if ('dateTime' in time) return Temporal.Instant.from(time.dateTime);
  return instantAt({ date: Temporal.PlainDate.from(time.date), time: '00:00', timeZone: ownerZone });
}
