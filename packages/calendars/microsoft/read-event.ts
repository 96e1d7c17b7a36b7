import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';
import { eventAnswer, eventQuery, intervalOf, type EventAnswer } from './event-resource.ts';
import { pagedEvents } from './paged-events.ts';

type Given = { client: GraphClient; auth: CalendarAuth; eventId: string };

/** Null when Graph knows no such entry, an id it could never have given included. */
export async function readEvent({ client, auth, eventId }: Given): Promise<EventAnswer | null> {
  return orNull(() =>
    client.call({
      auth,
      effect: 'read',
      path: eventPath(eventId),
      query: eventQuery,
      answer: eventAnswer,
      send: (request) => request.get(),
    }),
  );
}

/**
 * The entry as it stands in the calendar; null when it was removed or cancelled. An immutable id goes with its entry
 * to the deleted items, where it can still be read, so whatever is not cancelled is looked for in the calendar itself.
 */
export async function readStanding(given: Given): Promise<EventAnswer | null> {
  const event = await readEvent(given);
  if (event === null || event.isCancelled === true) return null;
  // Of a series the calendar shows occurrences, of which the first may be gone.
  const isSeries = (event.type ?? 'singleInstance') !== 'singleInstance';
  return isSeries || (await isInCalendar({ ...given, event })) ? event : null;
}

export function goneError(): CalendarError {
  return new CalendarError({ kind: 'not_found', message: 'The entry is not in the calendar any more.' });
}

/** It is not there, which is what reading and deleting want to know. */
export async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CalendarError && isAbsence(error)) return null;
    throw error;
  }
}

const reasoned = z.object({ reason: z.string() });
/**
 * Besides 404: what is no id of Graph's, and, of an immutable id whose entry is past deleting, 403
 * (microsoftgraph/msgraph-sdk-dotnet#3047).
 */
const absences = new Set(['ErrorInvalidIdMalformed', 'ErrorCannotDeleteObject']);

function isAbsence({ kind, cause }: CalendarError): boolean {
  return kind === 'not_found' || absences.has(reasoned.safeParse(cause).data?.reason ?? '');
}

async function isInCalendar({ client, auth, event }: Given & { event: EventAnswer }): Promise<boolean> {
  const { start, end } = intervalOf(event);
  const { items } = await pagedEvents({
    client,
    auth,
    item: z.object({ id: z.string() }),
    path: '/me/calendarView',
    query: {
      $select: 'id',
      startDateTime: start.toString(),
      // A view has to last a while.
      endDateTime: (Temporal.Instant.compare(start, end) < 0 ? end : start.add({ minutes: 1 })).toString(),
    },
  });
  return items.some(({ id }) => id === event.id);
}
