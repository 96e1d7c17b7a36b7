import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth, CalendarChanges } from '@throughline/app/ports/calendar.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { GoogleClient } from './client.ts';
import { unreadable } from './errors.ts';
import { eventAnswer, eventFields, markerOf, toObserved, type EventAnswer } from './event-resource.ts';
import { pagedEvents } from './paged-events.ts';

/**
 * The account's own calendar since the cursor, which is Google's sync token. A list from a token takes no filters,
 * so other people's entries pass through here and are dropped: only ours leave, and the ids of what was removed.
 * A full reading begins at `window.start` and has no end, or what is moved past it would drop out of sight.
 */
export async function changes({
  client,
  auth,
  cursor,
  window,
  known,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  cursor: string | null;
  window: Interval;
  known: ReadonlySet<string>;
}): Promise<CalendarChanges> {
  const read = await readOrExpire({ client, auth, cursor, window });
  if (read === 'expired') return { kind: 'cursor_expired' };
  const { items, ownerZone, nextSyncToken } = read;
  if (nextSyncToken === null) throw unreadable({ effect: 'read', issues: ['nextSyncToken: missing'] });
  const isToBeAskedFor = (answer: EventAnswer) =>
    answer.status === 'cancelled' || (markerOf(answer) === null && known.has(answer.id));
  return {
    kind: 'changes',
    events: items.flatMap((answer) =>
      answer.status === 'cancelled' || markerOf(answer) === null ? [] : [toObserved({ answer, ownerZone })],
    ),
    removedIds: items.filter(isToBeAskedFor).map(({ id }) => id),
    othersChanged: cursor === null || items.some((answer) => markerOf(answer) === null && !known.has(answer.id)),
    full: cursor === null,
    cursor: nextSyncToken,
  };
}

async function readOrExpire({
  client,
  auth,
  cursor,
  window,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  cursor: string | null;
  window: Interval;
}) {
  try {
    return await pagedEvents({
      client,
      auth,
      item: eventAnswer,
      itemFields: eventFields,
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
