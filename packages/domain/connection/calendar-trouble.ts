import type { BrokenBecause } from './broken-because.ts';

/** What is known about a connection, as far as it says whether its calendar is kept true. */
export type ConnectionCondition = {
  readonly status: 'active' | 'reconnect_required' | 'disconnected';
  readonly purpose: 'organize' | 'availability';
  readonly brokenBecause: BrokenBecause | null;
  readonly brokenAt: Temporal.Instant | null;
  readonly disconnectedAt: Temporal.Instant | null;
  readonly connectedAt: Temporal.Instant;
  readonly syncedAt: Temporal.Instant | null;
};

/** Why what stands in a calendar is not known to be true, and from when on. */
export type CalendarTrouble =
  | { readonly kind: 'not_connected'; readonly because: BrokenBecause | null; readonly since: Temporal.Instant }
  | { readonly kind: 'not_read'; readonly because: 'our_secret' | null; readonly since: Temporal.Instant };

/** A day of unread changes: polling every quarter of an hour has failed nearly a hundred times by then. */
export const unreadAfterHours = 24;

/**
 * Null while the calendar can be kept true. Of a disconnected one `because` is null: nothing broke. Calendars that only
 * show when somebody is busy hold no event of ours and are not read for changes.
 */
export function calendarTrouble({
  connection,
  now,
}: {
  connection: ConnectionCondition;
  now: Temporal.Instant;
}): CalendarTrouble | null {
  const { status, purpose, brokenBecause, brokenAt, disconnectedAt } = connection;
  const lastKnown = lastKnownAt(connection);
  if (status === 'disconnected') return { kind: 'not_connected', because: null, since: disconnectedAt ?? lastKnown };
  if (status === 'reconnect_required') {
    return { kind: 'not_connected', because: brokenBecause, since: brokenAt ?? lastKnown };
  }
  if (brokenBecause === 'our_secret') return { kind: 'not_read', because: 'our_secret', since: brokenAt ?? lastKnown };
  const isUnread = purpose === 'organize' && hoursUnread({ connection, now }) > unreadAfterHours;
  return isUnread ? { kind: 'not_read', because: null, since: lastKnown } : null;
}

/** Since the calendar was read, or connected if it was not read since. */
export function hoursUnread({
  connection,
  now,
}: {
  connection: Pick<ConnectionCondition, 'syncedAt' | 'connectedAt'>;
  now: Temporal.Instant;
}): number {
  return Math.max(0, lastKnownAt(connection).until(now).total('hours'));
}

function lastKnownAt({
  syncedAt,
  connectedAt,
}: Pick<ConnectionCondition, 'syncedAt' | 'connectedAt'>): Temporal.Instant {
  return syncedAt !== null && Temporal.Instant.compare(syncedAt, connectedAt) > 0 ? syncedAt : connectedAt;
}
