import type { StoredConnection } from '@throughline/db/connection-store.ts';
import { eventConflictStore } from '@throughline/db/event-conflict-store.ts';
import { conflictOf } from '@throughline/domain/conversation/conflict.ts';
import { withCalendar } from './calendar-access.ts';
import { coveringInterval } from './covering-interval.ts';
import type { CalendarContext } from './read-free-busy.ts';

/**
 * Compares somebody's calendar with the dates they have, after entries in it changed that are not ours, and writes down
 * what stands over one or does no longer. Of those entries only the times are kept. Answers how much was news.
 */
export async function noteConflicts(
  context: CalendarContext,
  {
    organizationId,
    connection: { id: connectionId, personId },
    now,
  }: { organizationId: string; connection: Pick<StoredConnection, 'id' | 'personId'>; now: Temporal.Instant },
): Promise<number> {
  const { db } = context;
  const upcoming = await db.inOrganization(organizationId, (tx) =>
    eventConflictStore(tx).upcomingOf({ personId, now }),
  );
  const window = coveringInterval(upcoming.map(({ event }) => ({ start: event.startsAt, end: event.endsAt })));
  if (window === null) return 0;
  const entries = await withCalendar({ context, organizationId, connectionId }, (provider, auth) =>
    provider.ownEntries({ auth, window }),
  );
  return db.inOrganization(organizationId, async (tx) => {
    let news = 0;
    for (const { event, side } of upcoming) {
      const { startsAt: start, endsAt: end, icalUid } = event;
      const conflict = conflictOf({ event: { start, end, icalUid }, entries });
      if (await eventConflictStore(tx).note({ event, side, conflict, now })) news += 1;
    }
    return news;
  });
}
