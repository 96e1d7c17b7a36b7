import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { batch, type BatchResult } from './batch.ts';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';
import { eventAnswer, eventQuery, markerOf, type EventAnswer } from './event-resource.ts';
import { markerFilter } from './named-properties.ts';
import { pagedEvents } from './paged-events.ts';
import { orNull } from './read-event.ts';

type Given = { client: GraphClient; auth: CalendarAuth };

const entriesPerPage = 100;
/** Looking through the whole calendar for a marker costs the mailbox more than a few readings by id. */
const mostById = 20;

/** The entries that bear a marker of ours: all of them, wherever in time they stand, or those among the ids. */
export async function ownEvents({
  client,
  auth,
  among,
}: Given & { among: ReadonlySet<string> | 'all' }): Promise<readonly EventAnswer[]> {
  if (among === 'all') return list({ client, auth });
  if (among.size > mostById) return (await list({ client, auth })).filter(({ id }) => among.has(id));
  const requests = [...among].map((eventId) => ({ method: 'GET', path: `${eventPath(eventId)}?${query}` }) as const);
  const results = await batch({ client, auth, effect: 'read', requests, answer: eventAnswer });
  const read = await Promise.all(results.map((result) => orNull(() => resolved(result))));
  return read.filter((event) => event !== null).filter(isOurs);
}

const query = Object.entries(eventQuery)
  .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  .join('&');

async function resolved(result: BatchResult<EventAnswer>): Promise<EventAnswer> {
  if (result.ok) return result.answer;
  throw result.error;
}

async function list({ client, auth }: Given): Promise<readonly EventAnswer[]> {
  const { items } = await pagedEvents({
    client,
    auth,
    item: eventAnswer,
    path: '/me/events',
    query: { ...eventQuery, $filter: markerFilter(null), $top: entriesPerPage },
  });
  return items.filter(isOurs);
}

function isOurs(event: EventAnswer): boolean {
  return markerOf(event) !== null;
}
