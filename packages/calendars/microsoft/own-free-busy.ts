import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { mergeFreeBusy, type FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { intervalOf, timedAnswer } from './event-resource.ts';
import { ownAddress } from './own-address.ts';
import { pagedEvents } from './paged-events.ts';
import { isBusy } from './show-as.ts';

const entriesPerPage = 500;
const entry = timedAnswer
  .pick({ start: true, end: true, isAllDay: true, originalStartTimeZone: true })
  .extend({ showAs: z.string().nullish() });
/** What Outlook.com calls the mailbox of a personal account that was opened with an address of somebody else's. */
const nameless = /^outlook_[0-9a-f]+@outlook\.com$/i;

/**
 * Busy times of an account that may only read itself, from its own calendar: times and how they are shown, no more.
 * Everybody else is unknown.
 */
export async function ownFreeBusy({
  client,
  auth,
  emails,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  emails: readonly string[];
  window: Interval;
}): Promise<ReadonlyMap<string, FreeBusy>> {
  const address = await ownAddress({ client, auth });
  const isOwn = (email: string) =>
    email.toLowerCase() === address.toLowerCase() || (emails.length === 1 && nameless.test(address));
  const own = emails.some(isOwn) ? await read({ client, auth, window }) : null;
  return new Map(
    emails.map((email) => [
      email,
      own !== null && isOwn(email) ? own : { kind: 'unknown', reason: 'no schedules for this account' },
    ]),
  );
}

async function read({
  client,
  auth,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  window: Interval;
}): Promise<FreeBusy> {
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
  const busy = items.filter(({ showAs }) => isBusy(showAs)).map(intervalOf);
  return mergeFreeBusy([{ kind: 'known', busy }]);
}
