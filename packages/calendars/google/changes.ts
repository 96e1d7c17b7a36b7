import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth, CalendarChanges, ConnectionPurpose } from '@throughline/app/ports/calendar.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { GoogleClient } from './client.ts';
import { unreadable } from './errors.ts';
import { eventAnswer, eventFields, markerOf, toObserved, type EventAnswer } from './event-resource.ts';
import { pagedEvents } from './paged-events.ts';
import { z } from 'zod';

/** Seen as busy, an entry promises no more than these. */
const bareAnswer = z.object({ id: z.string(), status: z.string().optional() });
const bareFields = 'id,status';

/**
 * The account's own calendar since the cursor, which is Google's sync token. A list from a token takes no filters,
 * so other people's entries pass through here and are dropped: only ours leave, and the ids of what was removed.
 * A full reading begins at `window.start` and has no end, or what is moved past it would drop out of sight.
 */
export async function changes({ purpose, ...given }: Given & { purpose: ConnectionPurpose }): Promise<CalendarChanges> {
  const read = await (purpose === 'organize' ? readOwn(given) : readBare(given));
  if (read === 'expired') return { kind: 'cursor_expired' };
  const { items, ownerZone, nextSyncToken } = read;
  if (nextSyncToken === null) throw unreadable({ effect: 'read', issues: ['nextSyncToken: missing'] });
  const isToBeAskedFor = (answer: EventAnswer) =>
    answer.status === 'cancelled' || (markerOf(answer) === null && given.known.has(answer.id));
  return {
    kind: 'changes',
    events: items.flatMap((answer) =>
      answer.status === 'cancelled' || markerOf(answer) === null ? [] : [toObserved({ answer, ownerZone })],
    ),
    removedIds: items.filter(isToBeAskedFor).map(({ id }) => id),
    othersChanged: given.cursor === null || read.othersChanged,
    full: given.cursor === null,
    cursor: nextSyncToken,
  };
}

type Given = {
  client: GoogleClient;
  auth: CalendarAuth;
  cursor: string | null;
  window: Interval;
  known: ReadonlySet<string>;
};

async function readOwn(given: Given) {
  const read = await readOrExpire({ ...given, item: eventAnswer, itemFields: eventFields });
  if (read === 'expired') return read;
  return {
    ...read,
    othersChanged: read.items.some((answer) => markerOf(answer) === null && !given.known.has(answer.id)),
  };
}

async function readBare(given: Given) {
  const read = await readOrExpire({ ...given, item: bareAnswer, itemFields: bareFields });
  if (read === 'expired') return read;
  const items: readonly EventAnswer[] = [];
  return { ...read, items, othersChanged: read.items.length > 0 };
}

async function readOrExpire<Item>({
  client,
  auth,
  cursor,
  window,
  known: _known,
  ...what
}: Given & { item: z.ZodType<Item>; itemFields: string }) {
  try {
    return await pagedEvents({
      client,
      auth,
      ...what,
      params: cursor === null ? { timeMin: window.start.toString() } : { syncToken: cursor },
    });
  } catch (error) {
    if (cursor !== null && isGone(error)) return 'expired';
    throw error;
  }
}

/** 410 `fullSyncRequired`, and the older `updatedMinTooLongAgo`: the token is forgotten. */
function isGone(error: unknown): boolean {
  return error instanceof CalendarError && error.kind === 'not_found';
}
