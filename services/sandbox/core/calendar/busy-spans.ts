import type { CalendarStore } from './calendar-store.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { ownResponse } from './calendar-event.ts';
import { occurrencesIn, spanOf } from './occurrences.ts';
import type { Span } from './occurrences.ts';

/**
 * When an account's time is taken within [from, until), merged and in order, cut to that window. Invitations not yet
 * answered count; declined ones, free entries, working locations and birthdays do not.
 */
export function busySpans({
  store,
  account,
  zone,
  from,
  until,
}: {
  store: CalendarStore;
  account: string;
  zone: string;
  from: number;
  until: number;
}): Span[] {
  const taken = occurrencesIn({ store, account, zone, from, until })
    .filter(takesTime)
    .map((event) => spanOf({ event, zone }))
    .toSorted((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of taken) {
    const start = Math.max(span.start, from);
    const end = Math.min(span.end, until);
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
      continue;
    }
    if (end > start) merged.push({ start, end });
  }
  return merged;
}

export function takesTime(event: CalendarEvent): boolean {
  if (event.status === 'cancelled' || !event.busy) return false;
  if (event.type === 'workingLocation' || event.type === 'birthday') return false;
  return ownResponse(event) !== 'declined';
}
