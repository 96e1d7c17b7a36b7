import { z } from 'zod';
import { worldwideZones } from './time-zones.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const change = z.object({
  time: z.string(),
  /** 1 to 4, and 5 for the last of the month. */
  dayOccurrence: z.number(),
  dayOfWeek: z.string(),
  /** 0: clocks never change. */
  month: z.number(),
});
/** customTimeZone (learn.microsoft.com/graph/api/resources/customtimezone): minutes west of UTC, and when they change. */
export const customTimeZone = z.object({
  bias: z.number(),
  standardOffset: change.nullish(),
  daylightOffset: change.extend({ daylightBias: z.number() }).nullish(),
});
export type CustomTimeZone = z.infer<typeof customTimeZone>;

/**
 * The IANA zone whose clocks show the same as the custom one's on every day of the year from `from` on; null when
 * there is none.
 */
export function matchingZone({ custom, from }: { custom: CustomTimeZone; from: Temporal.Instant }): string | null {
  const days = Array.from({ length: 366 }, (_, day) => from.add({ hours: 24 * day }));
  const offsets = days.map((instant) => ({ instant, minutes: offsetMinutes({ custom, instant }) }));
  const matches = (zone: string) =>
    offsets.every(
      ({ instant, minutes }) => instant.toZonedDateTimeISO(zone).offsetNanoseconds === minutes * 60_000_000_000,
    );
  return worldwideZones.find(matches) ?? null;
}

function offsetMinutes({ custom, instant }: { custom: CustomTimeZone; instant: Temporal.Instant }): number {
  const standard = -custom.bias;
  const { standardOffset, daylightOffset } = custom;
  if (!standardOffset || !daylightOffset || standardOffset.month === 0 || daylightOffset.month === 0) return standard;
  const daylight = standard - daylightOffset.daylightBias;
  // Each change is told in the time that was valid until it.
  const local = (minutes: number) => instant.toZonedDateTimeISO('UTC').add({ minutes }).toPlainDateTime();
  const { year } = local(standard);
  const begins = momentOf({ change: daylightOffset, year });
  const ends = momentOf({ change: standardOffset, year });
  const begun = Temporal.PlainDateTime.compare(local(standard), begins) >= 0;
  const ended = Temporal.PlainDateTime.compare(local(daylight), ends) >= 0;
  const isNorthern = Temporal.PlainDateTime.compare(begins, ends) < 0;
  return (isNorthern ? begun && !ended : begun || !ended) ? daylight : standard;
}

function momentOf({ change: rule, year }: { change: z.infer<typeof change>; year: number }): Temporal.PlainDateTime {
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  const weekday = weekdays.indexOf(rule.dayOfWeek.toLowerCase()) + 1;
  const firstSuch = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 });
  const such = firstSuch.add({ weeks: Math.max(1, rule.dayOccurrence) - 1 });
  const date = such.month === rule.month ? such : such.subtract({ weeks: 1 });
  return date.toPlainDateTime(Temporal.PlainTime.from(rule.time));
}
