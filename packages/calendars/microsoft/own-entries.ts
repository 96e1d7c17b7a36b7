import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CalendarEntry } from '@throughline/domain/scheduling/calendar-entry.ts';
import { overlaps, type Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { intervalOf, timedAnswer } from './event-resource.ts';
import { pagedEvents } from './paged-events.ts';

const entry = timedAnswer
  .pick({ start: true, end: true, isAllDay: true, originalStartTimeZone: true, isCancelled: true })
  .extend({ iCalUId: z.string().nullish(), showAs: z.string().nullish() });

const entriesPerPage = 500;
/** An invitation nobody accepted yet is shown as tentative. */
const kindShownAs: Readonly<Record<string, CalendarEntry['kind'] | undefined>> = { busy: 'busy', oof: 'away' };

/**
 * What takes the account's own time within the window, each occurrence of a series by itself: times and how they are
 * shown, no more.
 */
export async function ownEntries({
  client,
  auth,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  window: Interval;
}): Promise<readonly CalendarEntry[]> {
  const { items } = await pagedEvents({
    client,
    auth,
    item: entry,
    path: '/me/calendarView',
    query: {
      // All-day entries belong to no zone: one at the edge may be told a day off.
      startDateTime: window.start.subtract({ hours: 24 }).toString(),
      endDateTime: window.end.add({ hours: 24 }).toString(),
      $select: Object.keys(entry.shape).join(','),
      $top: entriesPerPage,
    },
  });
  return items.flatMap((item) => {
    const kind = kindShownAs[item.showAs ?? ''];
    if (kind === undefined || item.isCancelled === true) return [];
    const told = { icalUid: item.iCalUId ?? null, kind, ...intervalOf(item) };
    return overlaps(told, window) ? [told] : [];
  });
}
