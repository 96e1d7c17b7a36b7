import type { CalendarEntry } from '../scheduling/calendar-entry.ts';
import type { Interval } from '../time/interval.ts';
import { overlaps } from '../time/interval.ts';

/** What stands over the time of an event in the calendar of one of the two: times, and whether its owner is away. */
export type Conflict = Interval & { readonly kind: CalendarEntry['kind'] };

/**
 * What else stands over an event; null when nothing does. An absence outweighs everything, then the earliest counts.
 * The event's own entry is known by its UID; where a provider tells none, the entry that stands exactly over it is it.
 */
export function conflictOf({
  event,
  entries,
}: {
  event: Interval & { readonly icalUid: string | null };
  entries: readonly CalendarEntry[];
}): Conflict | null {
  const [first] = entries
    .filter((entry) => overlaps(entry, event) && !isItself({ event, entry }))
    .toSorted((a, b) => rank(a) - rank(b) || Temporal.Instant.compare(a.start, b.start));
  return first ? { kind: first.kind, start: first.start, end: first.end } : null;
}

function isItself({
  event,
  entry,
}: {
  event: Interval & { readonly icalUid: string | null };
  entry: CalendarEntry;
}): boolean {
  if (entry.icalUid !== null && event.icalUid !== null) return entry.icalUid === event.icalUid;
  return entry.kind === 'busy' && entry.start.equals(event.start) && entry.end.equals(event.end);
}

function rank({ kind }: CalendarEntry): number {
  return kind === 'away' ? 0 : 1;
}
