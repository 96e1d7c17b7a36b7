import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth, CalendarChanges, ConnectionPurpose } from '@throughline/app/ports/calendar.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import { readCursor, seedWindow, writeCursor } from './changes-cursor.ts';
import type { GraphClient } from './client.ts';
import { unreadable } from './errors.ts';
import { toObserved, type EventAnswer } from './event-resource.ts';
import { ownEvents } from './own-events.ts';
import { pagedEvents } from './paged-events.ts';

/** A delta takes no $select: titles and texts come with it, and nothing but these fields is looked at. */
const changed = z.object({
  id: z.string(),
  '@removed': z.object({}).exactOptional(),
  /** Of an occurrence; the series is what can be ours. */
  seriesMasterId: z.string().nullish(),
  isOrganizer: z.boolean().nullish(),
});
type Changed = z.infer<typeof changed>;

/** Pages small enough that entries with long texts stay below the largest answer we read. */
const prefer = 'odata.maxpagesize=50, outlook.body-content-type="text"';

type Given = { client: GraphClient; auth: CalendarAuth };
type Whose = Given & { purpose: ConnectionPurpose };

/**
 * The primary calendar since the cursor, which is a delta link and the window it is frozen to. A delta says which
 * entries changed and not whose they are, so those that may be ours are read again, with their marker.
 */
export async function changes({
  client,
  auth,
  purpose,
  cursor,
  window,
  known,
}: Whose & { cursor: string | null; window: Interval; known: ReadonlySet<string> }): Promise<CalendarChanges> {
  if (cursor === null) return readAll({ client, auth, purpose, window: seedWindow(window) });
  const from = readCursor({ cursor, window });
  const read = from && (await readOrExpire({ client, auth, path: from.path }));
  if (from === null || read === null) return { kind: 'cursor_expired' };
  const { items, deltaPath: path } = read;
  const isRemoved = (item: Changed) => item['@removed'] !== undefined;
  const among = candidates({ items: items.filter((item) => !isRemoved(item)), known });
  const present = await ours({ client, auth, purpose, among });
  const bearingMarker = new Set(present.map(({ id }) => id));
  const isOwn = (id: string) => known.has(id) || bearingMarker.has(id);
  return {
    kind: 'changes',
    events: standing(present),
    removedIds: [
      ...[...items.filter(isRemoved), ...present.filter(isCancelled)].map(({ id }) => id),
      ...[...among].filter((id) => known.has(id) && !bearingMarker.has(id)),
    ],
    othersChanged: items.some((item) => !isOwn(item.seriesMasterId ?? item.id)),
    full: false,
    cursor: writeCursor({ path, window: from.window }),
  };
}

/** First from where changes will be told, then what is there: whatever happens in between is told twice, not never. */
async function readAll({ client, auth, purpose, window }: Whose & { window: Interval }): Promise<CalendarChanges> {
  const query = { startDateTime: window.start.toString(), endDateTime: window.end.toString() };
  const { deltaPath: path } = await readDelta({ client, auth, path: '/me/calendarView/delta', query });
  const events = standing(await ours({ client, auth, purpose, among: 'all' }));
  return {
    kind: 'changes',
    events,
    removedIds: [],
    othersChanged: true,
    full: true,
    cursor: writeCursor({ path, window }),
  };
}

/** Markers are extensions, which Calendars.ReadBasic does not show; a calendar with no more than that holds none of ours. */
async function ours({
  purpose,
  ...asked
}: Whose & { among: ReadonlySet<string> | 'all' }): Promise<readonly EventAnswer[]> {
  return purpose === 'organize' ? ownEvents(asked) : [];
}

async function readDelta({
  client,
  auth,
  path,
  query = {},
}: Given & { path: string; query?: Readonly<Record<string, string>> }): Promise<{
  items: readonly Changed[];
  deltaPath: string;
}> {
  const { items, deltaPath } = await pagedEvents({ client, auth, item: changed, path, query, prefer });
  if (deltaPath === null) throw unreadable({ effect: 'read', issues: ['@odata.deltaLink: missing'] });
  return { items, deltaPath };
}

/** 410 `SyncStateNotFound`: the delta is forgotten. A link that is refused for any other reason leads nowhere either. */
async function readOrExpire(given: Given & { path: string }): Promise<Awaited<ReturnType<typeof readDelta>> | null> {
  try {
    return await readDelta(given);
  } catch (error) {
    if (error instanceof CalendarError && (error.kind === 'not_found' || error.kind === 'refused')) return null;
    throw error;
  }
}

/** What the account organises, or did when it was written; an occurrence stands for its series. */
function candidates({ items, known }: { items: readonly Changed[]; known: ReadonlySet<string> }): ReadonlySet<string> {
  const own = items.filter(({ id, isOrganizer }) => isOrganizer !== false || known.has(id));
  return new Set(own.map(({ id, seriesMasterId }) => seriesMasterId ?? id));
}

function standing(events: readonly EventAnswer[]) {
  return events.filter((event) => !isCancelled(event)).map(toObserved);
}

function isCancelled(event: EventAnswer): boolean {
  return event.isCancelled === true;
}
