import type { Attendee, CalendarEvent, JsonObject, Party } from '../../core/calendar/calendar-event.ts';
import { presentConference } from './conference-json.ts';
import { presentTime } from './event-date-time.ts';

type Present = { readonly zone: string; readonly publicUrl: string };

const presented = new WeakMap<CalendarEvent, { readonly key: string; readonly json: JsonObject }>();

/**
 * An entry as its calendar's owner sees it, in the shape of calendar#event.
 *
 * @param zone the zone moments are written in
 * @param publicUrl where this sandbox's pages are, for `htmlLink`
 */
export function presentEvent({ event, zone, publicUrl }: Present & { event: CalendarEvent }): JsonObject {
  const key = `${zone} ${publicUrl}`;
  const known = presented.get(event);
  if (known?.key === key) return known.json;
  const json = present({ event, zone, publicUrl });
  presented.set(event, { key, json });
  return json;
}

function present({ event, zone, publicUrl }: Present & { event: CalendarEvent }): JsonObject {
  const page = `${publicUrl}/calendar/${encodeURIComponent(event.account)}`;
  const { account } = event;
  return {
    kind: 'calendar#event',
    etag: etagOf(event),
    id: event.id,
    status: event.status,
    htmlLink: `${page}?event=${encodeURIComponent(event.id)}`,
    created: new Date(event.createdAt).toISOString(),
    updated: new Date(event.updatedAt).toISOString(),
    ...when('summary', event.summary),
    ...when('description', event.description),
    ...when('location', event.location),
    creator: presentParty({ party: event.creator, account }),
    organizer: presentParty({ party: event.organizer, account }),
    start: presentTime({ time: event.start, zone }),
    end: presentTime({ time: event.end, zone }),
    ...(event.recurrence.length === 0 ? {} : { recurrence: event.recurrence }),
    ...(event.series === null
      ? {}
      : {
          recurringEventId: event.series.id,
          originalStartTime: presentTime({ time: event.series.originalStart, zone }),
        }),
    ...(event.busy ? {} : { transparency: 'transparent' }),
    ...(event.visibility === 'default' ? {} : { visibility: event.visibility }),
    iCalUID: event.uid,
    sequence: event.sequence,
    ...(event.attendees.length === 0
      ? {}
      : { attendees: event.attendees.map((attendee) => presentAttendee({ attendee, event })) }),
    ...presentProperties(event),
    ...(event.conference === null ? {} : presentConference(event.conference)),
    reminders: { useDefault: true },
    ...event.own,
    ...event.shared,
    eventType: event.type,
  };
}

/**
 * An entry as a list shows it: a deleted one as the little Google promises of it, which for a cancelled instance includes
 * its place in the series.
 */
export function presentListed({ event, zone, publicUrl }: Present & { event: CalendarEvent }): JsonObject {
  if (event.status !== 'cancelled') return presentEvent({ event, zone, publicUrl });
  const tombstone = { kind: 'calendar#event', etag: etagOf(event), id: event.id, status: 'cancelled' };
  if (event.series === null) return tombstone;
  const originalStartTime = presentTime({ time: event.series.originalStart, zone });
  return { ...tombstone, recurringEventId: event.series.id, originalStartTime };
}

const shownWithBusyTimes = new Set(
  (
    'kind etag id status htmlLink created updated iCalUID sequence eventType ' +
    'start end recurrence recurringEventId originalStartTime transparency'
  ).split(' '),
);

/** An entry as someone sees it who may only know when its owner is busy. */
export function presentBusyOnly({ event, zone, publicUrl }: Present & { event: CalendarEvent }): JsonObject {
  const full = presentListed({ event, zone, publicUrl });
  const kept = Object.entries(full).filter(([name]) => shownWithBusyTimes.has(name));
  return { ...Object.fromEntries(kept), visibility: 'private' };
}

export function etagOf(event: CalendarEvent): string {
  return `"3${String(event.version).padStart(15, '0')}"`;
}

function presentParty({ party, account }: { party: Party; account: string }): JsonObject {
  const self = party.email === account ? { self: true } : {};
  return { email: party.email, ...when('displayName', party.displayName), ...self };
}

function presentAttendee({ attendee, event }: { attendee: Attendee; event: CalendarEvent }): JsonObject {
  return {
    email: attendee.email,
    ...when('displayName', attendee.displayName),
    ...(attendee.email === event.organizer.email ? { organizer: true } : {}),
    ...(attendee.email === event.account ? { self: true } : {}),
    ...(attendee.resource ? { resource: true } : {}),
    ...(attendee.optional ? { optional: true } : {}),
    responseStatus: attendee.response,
    ...when('comment', attendee.comment),
  };
}

function presentProperties(event: CalendarEvent): JsonObject {
  const ownOnes = Object.keys(event.privateProperties).length > 0;
  const sharedOnes = Object.keys(event.sharedProperties).length > 0;
  if (!ownOnes && !sharedOnes) return {};
  return {
    extendedProperties: {
      ...(ownOnes ? { private: event.privateProperties } : {}),
      ...(sharedOnes ? { shared: event.sharedProperties } : {}),
    },
  };
}

function when(name: string, value: string | null): JsonObject {
  return value === null ? {} : { [name]: value };
}
