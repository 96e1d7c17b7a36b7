import type { Account } from '../../core/accounts/account-store.ts';
import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { computedInstances, occurrencesIn, spanOf } from '../../core/calendar/occurrences.ts';
import { invalidParameter } from '../google-error.ts';
import type { GoogleCalendar } from './google-calendar.ts';
import type { ListQuery } from './list-query.ts';
import { cutPage, readPageToken } from './page-cursor.ts';
import type { PageCursor } from './page-cursor.ts';
import { readSyncToken, writeSyncToken } from './sync-token.ts';
import type { SyncState } from './sync-token.ts';

export type ListedEvents = {
  readonly page: readonly CalendarEvent[];
  readonly nextPage: PageCursor | null;
  readonly nextSyncToken: string | null;
};

const largestPage = 2500;

/** How far ahead a series without end is expanded when the list has no end of its own. */
const openEnd = 366 * 24 * 60 * 60 * 1000;

/** One page of events.list: everything that matches, or with a sync token everything that changed since. */
export function listEvents({
  calendar,
  owner,
  query,
}: {
  calendar: GoogleCalendar;
  owner: Account;
  query: ListQuery;
}): ListedEvents {
  const { cloud, epochs, faults } = calendar;
  const since =
    query.syncToken === undefined ? null : readSyncToken({ token: query.syncToken, account: owner.email, epochs });
  if (since !== null) checkSameKind({ since, query });
  const cursor =
    query.pageToken === undefined
      ? { after: null, version: cloud.calendars.version() }
      : readPageToken(query.pageToken);

  const entries = since === null ? matching({ calendar, owner, query }) : changedSince({ calendar, owner, since });
  const target = { account: owner.email, method: 'GET', path: '/events' };
  const limit = Math.min(query.maxResults, largestPage);
  const short = faults.take({ kinds: ['short_page'], target });
  const { page, next } = cutPage({
    entries,
    keyOf: (event) => orderOf({ event, query, zone: owner.timeZone }),
    idOf: (event) => event.id,
    cursor,
    limit: short === undefined ? limit : Math.min(limit, short.items ?? 0),
  });
  if (next !== null || !isSyncable(query)) return { page, nextPage: next, nextSyncToken: null };
  const state: SyncState = {
    epoch: epochs.of(owner.email),
    account: owner.email,
    version: cursor.version,
    singleEvents: query.singleEvents,
    eventTypes: query.eventTypes.toSorted().join(),
    from: since?.from ?? query.timeMin ?? null,
    until: since?.until ?? query.timeMax ?? null,
  };
  return { page, nextPage: null, nextSyncToken: writeSyncToken(state) };
}

function isSyncable(query: ListQuery): boolean {
  return (
    query.orderBy === undefined &&
    query.q === undefined &&
    query.iCalUID === undefined &&
    query.updatedMin === undefined
  );
}

function checkSameKind({ since, query }: { since: SyncState; query: ListQuery }): void {
  const message = 'Sync token is not compatible with the parameters of this request.';
  if (since.singleEvents !== query.singleEvents) throw invalidParameter({ name: 'singleEvents', message });
  if (since.eventTypes !== query.eventTypes.toSorted().join()) throw invalidParameter({ name: 'eventTypes', message });
}

function orderOf({ event, query, zone }: { event: CalendarEvent; query: ListQuery; zone: string }): number {
  switch (query.orderBy) {
    case 'startTime':
      return spanOf({ event, zone }).start;
    case 'updated':
      return event.updatedAt;
    case undefined:
      return event.version;
  }
}

function matching({
  calendar,
  owner,
  query,
}: {
  calendar: GoogleCalendar;
  owner: Account;
  query: ListQuery;
}): CalendarEvent[] {
  const store = calendar.cloud.calendars;
  const account = owner.email;
  const zone = owner.timeZone;
  const from = query.timeMin ?? Number.NEGATIVE_INFINITY;
  const until = query.timeMax ?? Number.POSITIVE_INFINITY;
  const withDeleted = query.showDeleted === true || query.updatedMin !== undefined;
  const fits = (event: CalendarEvent): boolean => fitsFilters({ event, query });

  if (query.singleEvents) {
    const end = Number.isFinite(until) ? until : calendar.cloud.clock.now().epochMilliseconds + openEnd;
    return occurrencesIn({ store, account, zone, from, until: end }).filter(
      (event) => (withDeleted || event.status !== 'cancelled') && fits(event),
    );
  }
  return [...store.eventsOf(account)].filter((event) => {
    // Without expansion the reader must learn which instances of a series are cancelled.
    if (event.status === 'cancelled' && !withDeleted && event.series === null) return false;
    if (!fits(event)) return false;
    if (query.timeMin === undefined && query.timeMax === undefined) return true;
    if (event.recurrence.length === 0) return touches({ event, zone, from, until });
    const end = Number.isFinite(until) ? until : from + openEnd;
    return computedInstances({ store, master: event, from, until: end }).some((instance) =>
      touches({ event: instance, zone, from, until }),
    );
  });
}

/** timeMin bounds the end and timeMax the start, both exclusively. */
function touches({
  event,
  zone,
  from,
  until,
}: {
  event: CalendarEvent;
  zone: string;
  from: number;
  until: number;
}): boolean {
  const span = spanOf({ event, zone });
  return span.start < until && span.end > from;
}

function fitsFilters({ event, query }: { event: CalendarEvent; query: ListQuery }): boolean {
  if (query.eventTypes.length > 0 && !query.eventTypes.includes(event.type)) return false;
  if (query.iCalUID !== undefined && event.uid !== query.iCalUID) return false;
  if (query.updatedMin !== undefined && event.updatedAt < query.updatedMin) return false;
  if (!hasProperties({ properties: event.privateProperties, wanted: query.privateExtendedProperty })) return false;
  if (!hasProperties({ properties: event.sharedProperties, wanted: query.sharedExtendedProperty })) return false;
  return query.q === undefined || textOf(event).includes(query.q.toLowerCase());
}

/** `name=value`, each of them. */
function hasProperties({
  properties,
  wanted,
}: {
  properties: Readonly<Record<string, string>>;
  wanted: readonly string[];
}): boolean {
  return wanted.every((constraint) => {
    const [name = '', value = ''] = constraint.split(/=(.*)/s);
    return properties[name] === value;
  });
}

function textOf(event: CalendarEvent): string {
  const people = [event.organizer, ...event.attendees].flatMap((party) => [party.email, party.displayName]);
  return [event.summary, event.description, event.location, ...people].join('\n').toLowerCase();
}

/** A changed series counts as a change of each of its instances when instances were listed. */
function changedSince({
  calendar,
  owner,
  since,
}: {
  calendar: GoogleCalendar;
  owner: Account;
  since: SyncState;
}): CalendarEvent[] {
  const store = calendar.cloud.calendars;
  const types = since.eventTypes === '' ? null : since.eventTypes.split(',');
  const changed = [...store.eventsOf(owner.email)].filter(
    (event) => event.version > since.version && (types === null || types.includes(event.type)),
  );
  if (!since.singleEvents) return changed;
  const from = since.from ?? Number.NEGATIVE_INFINITY;
  const until = since.until ?? calendar.cloud.clock.now().epochMilliseconds + openEnd;
  return changed.flatMap((event) => {
    if (event.recurrence.length === 0) return [event];
    return computedInstances({ store, master: event, from, until }).filter((instance) =>
      touches({ event: instance, zone: owner.timeZone, from, until }),
    );
  });
}
