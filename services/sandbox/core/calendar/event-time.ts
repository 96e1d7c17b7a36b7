/**
 * When an entry begins or ends: a moment and the zone it was stated in, or a whole day of the calendar's own zone (the end
 * of an all-day entry is exclusive). Kept as JSON, therefore milliseconds since the epoch and not `Instant`.
 */
export type EventTime =
  | { readonly kind: 'timed'; readonly at: number; readonly zone: string }
  | { readonly kind: 'allDay'; readonly date: string };

/** The moment as milliseconds; a day begins at its first moment in `zone`, which is not midnight everywhere. */
export function momentOf({ time, zone }: { time: EventTime; zone: string }): number {
  switch (time.kind) {
    case 'timed':
      return time.at;
    case 'allDay':
      return startOfDay({ date: time.date, zone });
  }
}

export function sameTime(a: EventTime, b: EventTime): boolean {
  if (a.kind === 'timed') return b.kind === 'timed' && a.at === b.at;
  return b.kind === 'allDay' && a.date === b.date;
}

/** The part of an instance's id that names its place in the series: `20261201T080000Z`, or `20261201` for a day. */
export function instanceSuffix(time: EventTime): string {
  if (time.kind === 'allDay') return time.date.replaceAll('-', '');
  return new Date(time.at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
}

const startsOfDay = new Map<string, number>();

function startOfDay({ date, zone }: { date: string; zone: string }): number {
  const key = `${date} ${zone}`;
  const known = startsOfDay.get(key);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  startsOfDay.set(key, start);
  return start;
}
