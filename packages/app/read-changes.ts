import type { StoredConnection } from '@throughline/db/connection-store.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { standingEventStore } from '@throughline/db/standing-event-store.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { withCalendar } from './calendar-access.ts';
import { coveringInterval } from './covering-interval.ts';
import type { CalendarChanges, ObservedEvent } from './ports/calendar.ts';
import type { CalendarContext } from './read-free-busy.ts';

/** One of our events, and how the calendar shows it; `gone` was asked for by id. */
export type Sighting = { readonly event: StoredEvent; readonly shown: ObservedEvent | 'gone' };

/** An entry with our marker that no event of ours stands behind. */
export type Stray = {
  readonly providerEventId: string;
  /** Whose event it is a copy of, or was. */
  readonly conversationId: string;
  /** A copy somebody made, or what reached the calendar after we had given it up, invitation and all. */
  readonly kind: 'copy' | 'late';
};

export type ReadChanges = {
  readonly sightings: readonly Sighting[];
  readonly strays: readonly Stray[];
  /** Something shown is just being written by us: this reading has to be done again from where it began. */
  readonly unsettled: boolean;
  /** Entries that are not ours changed too. */
  readonly othersChanged: boolean;
  /** Anything changed since the cursor, whoever's it is. */
  readonly touched: boolean;
  readonly cursor: string;
};

type Access = { readonly organizationId: string; readonly connectionId: string };

/**
 * What changed in a calendar since the cursor, for the events of ours that stand in it. When the provider forgot the
 * cursor everything is read anew and compared; what is then missing is asked for by id before it counts as gone.
 */
export async function readChanges(
  context: CalendarContext,
  {
    cursor,
    connection,
    standing: before,
    now,
    ...access
  }: Access & {
    cursor: string | null;
    /** The connection as its lease gave it. */
    connection: StoredConnection;
    /** Events of ours in this calendar, read before anything is asked of it. */
    standing: readonly StoredEvent[];
    now: Temporal.Instant;
  },
): Promise<ReadChanges> {
  const changes = await read(context, {
    ...access,
    connection,
    cursor,
    window: windowAround({ standing: before, now }),
    known: new Set(before.flatMap(({ providerEventId }) => providerEventId ?? [])),
  });
  const known = await knownEvents(context, { ...access, changes });
  const meanwhile = changes.events.length === 0 ? before : await standingEvents(context, access);
  const wasStanding = new Map(before.map((event) => [event.id, event]));
  const byProviderId = new Map(before.map((event) => [event.providerEventId, event]));
  const isStanding = new Set(meanwhile.map((event) => event.id));

  const sightings: Sighting[] = [];
  const strays: Stray[] = [];
  let unsettled = false;
  for (const shown of changes.events) {
    const event = known.get(shown.marker ?? '') ?? byProviderId.get(shown.providerEventId);
    if (event === undefined || event.connectionId !== access.connectionId) continue;
    const { providerEventId } = shown;
    const { conversationId } = event;
    const asItWas = wasStanding.get(event.id);
    const stray = (kind: Stray['kind']): readonly Stray[] =>
      // What somebody else organizes by now is theirs, marker or not.
      shown.organizedByOwner ? [{ providerEventId, conversationId, kind }] : [];
    // An entry that is not yet invited to may still turn out to be the one on its way.
    const ours = asItWas ?? event;
    const isAnother = ours.providerEventId !== null && ours.providerEventId !== providerEventId;
    if (isAnother && (ours.step === 'invited' || ours.step === 'cancelled')) strays.push(...stray('copy'));
    else if (event.step === 'cancelled') strays.push(...stray('late'));
    else if (asItWas === undefined) unsettled ||= event.step !== 'invited' || isStanding.has(event.id);
    else sightings.push({ event: asItWas, shown });
  }
  const seen = new Set(sightings.map(({ event }) => event.id));
  const removed = new Set(changes.removedIds);
  const missing = before.filter(
    // Without an etag it was left to be read, and what was written may have changed nothing that would be told.
    (event) => !seen.has(event.id) && (changes.full || event.etag === null || removed.has(event.providerEventId ?? '')),
  );
  for (const event of missing) sightings.push({ event, shown: await lookUp(context, { ...access, event }) });
  const { othersChanged, full, events, removedIds, cursor: next } = changes;
  const touched = !full && (othersChanged || events.length > 0 || removedIds.length > 0);
  return { sightings, strays, unsettled, othersChanged, touched, cursor: next };
}

function standingEvents(
  { db }: CalendarContext,
  { organizationId, connectionId }: Access,
): Promise<readonly StoredEvent[]> {
  return db.inOrganization(organizationId, (tx) => standingEventStore(tx).ofConnection(connectionId));
}

type Read = Extract<CalendarChanges, { kind: 'changes' }>;

async function read(
  context: CalendarContext,
  {
    cursor,
    window,
    known,
    connection,
    ...access
  }: Access & {
    connection: StoredConnection;
    cursor: string | null;
    window: Interval;
    known: ReadonlySet<string>;
  },
): Promise<Read> {
  const { purpose } = connection;
  const answer = await withCalendar({ context, ...access, known: connection }, (provider, auth) =>
    provider.changes({ auth, purpose, cursor, window, known }),
  );
  if (answer.kind === 'changes') return answer;
  if (cursor === null) throw new Error(`Connection ${access.connectionId} has no cursor that could have expired.`);
  return read(context, { ...access, connection, cursor: null, window, known });
}

async function knownEvents(
  { db }: CalendarContext,
  { organizationId, changes }: Access & { changes: Read },
): Promise<ReadonlyMap<string, StoredEvent>> {
  const markers = changes.events.flatMap(({ marker }) => marker ?? []);
  if (markers.length === 0) return new Map();
  const events = await db.inOrganization(organizationId, (tx) => eventStore(tx).byMarkers(markers));
  return new Map(events.map((event) => [event.marker, event]));
}

async function lookUp(
  context: CalendarContext,
  { event, ...access }: Access & { event: StoredEvent },
): Promise<ObservedEvent | 'gone'> {
  const { providerEventId } = event;
  if (providerEventId === null) throw new Error(`Event ${event.id} was invited without the provider's id.`);
  const found = await withCalendar({ context, ...access }, (provider, auth) =>
    provider.events.get({ auth, providerEventId }),
  );
  return found?.status === 'confirmed' ? found : 'gone';
}

/** Everything of ours, and a year ahead for what may be moved there. */
function windowAround({ standing, now }: { standing: readonly StoredEvent[]; now: Temporal.Instant }): Interval {
  const slots = standing.map((event) => ({ start: event.startsAt, end: event.endsAt }));
  const { start, end } = coveringInterval([...slots, { start: now, end: now }]) ?? { start: now, end: now };
  return { start, end: end.add({ hours: 366 * 24 }) };
}
