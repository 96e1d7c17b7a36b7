/** Where a wall clock stands at a moment. */
export type WallTime = {
  /** Local days since 1 January 1970. */
  readonly day: number;
  readonly minuteOfDay: number;
};

/** Reads a zone's wall clock at an epoch millisecond. */
export type WallClock = (epochMilliseconds: number) => WallTime;

const minute = 60_000;
const minutesInDay = 1_440;

/**
 * A wall clock for thousands of readings: it asks for the zone's clock changes once and then only adds offsets.
 * Right from `from` until the last change before `until`; both are epoch milliseconds.
 */
export function wallClock({ timeZone, from, until }: { timeZone: string; from: number; until: number }): WallClock {
  const offsets: { readonly since: number; readonly offset: number }[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  while (at !== null && at.epochMilliseconds <= until) {
    offsets.unshift({ since: at.epochMilliseconds, offset: at.offsetNanoseconds / 1e6 });
    at = at.getTimeZoneTransition('next');
  }
  return (epochMilliseconds) => {
    const { offset } = offsets.find(({ since }) => since <= epochMilliseconds) ?? offsets.at(-1) ?? { offset: 0 };
    const localMinutes = Math.floor((epochMilliseconds + offset) / minute);
    const day = Math.floor(localMinutes / minutesInDay);
    return { day, minuteOfDay: localMinutes - day * minutesInDay };
  };
}

const daysFromThursdayToMonday = 3;

/** Weeks since the one of 1 January 1970, Monday to Sunday: the same number means the same ISO week. */
export function weekOfDay(day: number): number {
  return Math.floor((day + daysFromThursdayToMonday) / 7);
}

/** ISO weekday of a day since 1 January 1970, a Thursday: Monday is 1, Sunday 7. */
export function weekdayOfDay(day: number): number {
  return day + daysFromThursdayToMonday - weekOfDay(day) * 7 + 1;
}

/** Days since 1 January 1970. */
export function dayOf(date: Temporal.PlainDate): number {
  return epochDay.until(date, { largestUnit: 'days' }).days;
}

const epochDay = Temporal.PlainDate.from('1970-01-01');
