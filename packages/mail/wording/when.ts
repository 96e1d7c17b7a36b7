const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

type Dated = Pick<Temporal.PlainDate, 'dayOfWeek' | 'day' | 'month' | 'year'>;

/** 'Thursday 3 December 2026' */
export function longDay(date: Dated): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${dateText(date)}`;
}

/** 'Thu 3 December', for tables that span a few months. */
export function shortDay(date: Dated): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]?.slice(0, 3)} ${date.day} ${MONTHS[date.month - 1]}`;
}

/** '3 December 2026' */
export function dateText(date: Dated): string {
  return `${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** '10:00–11:00' on the clock of that zone. */
export function timeRange({
  startsAt,
  endsAt,
  timeZone,
}: {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  timeZone: string;
}): string {
  return `${clockTime({ at: startsAt, timeZone })}–${clockTime({ at: endsAt, timeZone })}`;
}

/** '10:00' on the clock of that zone. */
export function clockTime({ at, timeZone }: { at: Temporal.Instant; timeZone: string }): string {
  return at.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

const zoneNames = new Map<string, string>();

/** 'Eastern Time (New York)': named beside every time, since a reader may be elsewhere when reading it. */
export function zoneName(timeZone: string): string {
  const known = zoneNames.get(timeZone);
  if (known !== undefined) return known;
  const name = nameZone(timeZone);
  zoneNames.set(timeZone, name);
  return name;
}

// Asked for a moment under today's rules: Berlin in 1970 had no summer time, so it would be "Standard".
const UNDER_TODAYS_RULES = Date.UTC(2026, 0, 1);

function nameZone(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(
    UNDER_TODAYS_RULES,
  );
  const general = parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  // A zone without a name of its own, such as UTC, goes by its id.
  if (general.startsWith('GMT')) return timeZone;
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return general.includes(city) ? general : `${general} (${city})`;
}
