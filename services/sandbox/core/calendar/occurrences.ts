import type { CalendarEvent } from './calendar-event.ts';
import type { CalendarStore } from './calendar-store.ts';
import { momentOf } from './event-time.ts';
import type { EventTime } from './event-time.ts';
import { occurrencesOf } from './recurrence.ts';
import type { Occurrence } from './recurrence.ts';

/** Milliseconds since the epoch, half-open. */
export type Span = { readonly start: number; readonly end: number };

const spans = new WeakMap<CalendarEvent, Span>();

/** From when to when an entry lasts, its days being days of `zone`, the zone of its calendar. */
export function spanOf({ event, zone }: { event: CalendarEvent; zone: string }): Span {
  const known = spans.get(event);
  if (known !== undefined) return known;
  const span = { start: momentOf({ time: event.start, zone }), end: momentOf({ time: event.end, zone }) };
  spans.set(event, span);
  return span;
}

/**
 * Everything in an account's calendar that lies at least partly in [from, until): single entries, and series as their
 * instances, changed and cancelled ones in their place. Cancelled entries are included; masters of series are not.
 *
 * @param cancelledSeries whether the instances of a series cancelled as a whole are included too
 */
export function occurrencesIn({
  store,
  account,
  zone,
  from,
  until,
  cancelledSeries = false,
}: {
  store: CalendarStore;
  account: string;
  zone: string;
  from: number;
  until: number;
  cancelledSeries?: boolean;
}): CalendarEvent[] {
  const found: CalendarEvent[] = [];
  for (const event of store.eventsOf(account)) {
    if (event.recurrence.length === 0) {
      const span = spanOf({ event, zone });
      if (touches({ span, from, until })) found.push(event);
      continue;
    }
    if (event.status === 'cancelled' && !cancelledSeries) continue;
    for (const instance of computedInstances({ store, master: event, from, until })) {
      const span = spanOf({ event: instance, zone });
      if (touches({ span, from, until })) found.push(instance);
    }
  }
  return found;
}

/** An entry without length counts as lying at its moment. */
function touches({ span, from, until }: { span: Span; from: number; until: number }): boolean {
  return span.start < until && (span.end > from || (span.end === span.start && span.start >= from));
}

/** A day of some zone begins up to fourteen hours before and ends up to twelve after the same day in UTC. */
const zoneMargin = 15 * 60 * 60 * 1000;

/**
 * The instances of a series that nobody changed: those that were are entries of their own. At least all that lie partly
 * in [from, until), perhaps a few beside.
 */
export function computedInstances({
  store,
  master,
  from,
  until,
}: {
  store: CalendarStore;
  master: CalendarEvent;
  from: number;
  until: number;
}): CalendarEvent[] {
  const exceptions = store.exceptionsOf({ account: master.account, seriesId: master.id });
  const length = momentOf({ time: master.end, zone: 'UTC' }) - momentOf({ time: master.start, zone: 'UTC' });
  const found: CalendarEvent[] = [];
  const occurrences = occurrencesOf({ master, until: until + zoneMargin });
  for (let at = firstFrom({ occurrences, from: from - length - zoneMargin }); at < occurrences.length; at += 1) {
    const occurrence = occurrences[at];
    if (occurrence === undefined || occurrence.at > until + zoneMargin) break;
    if (!exceptions.has(occurrence.suffix)) found.push(instanceAt({ master, occurrence }));
  }
  return found;
}

/** Where in the ordered list the first occurrence at or after `from` stands. */
function firstFrom({ occurrences, from }: { occurrences: readonly Occurrence[]; from: number }): number {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((occurrences[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One instance by the id it bears in answers, or undefined when the series has none there. */
export function findInstance({
  store,
  account,
  id,
}: {
  store: CalendarStore;
  account: string;
  id: string;
}): CalendarEvent | undefined {
  const separator = id.lastIndexOf('_');
  if (separator < 0) return undefined;
  const master = store.get({ account, id: id.slice(0, separator) });
  if (master === undefined || master.recurrence.length === 0) return undefined;
  const suffix = id.slice(separator + 1);
  const until = momentOfSuffix(suffix);
  if (until === undefined) return undefined;
  const occurrence = occurrencesOf({ master, until }).find((candidate) => candidate.suffix === suffix);
  return occurrence === undefined ? undefined : instanceAt({ master, occurrence });
}

const instances = new WeakMap<CalendarEvent, Map<string, CalendarEvent>>();

function instanceAt({ master, occurrence }: { master: CalendarEvent; occurrence: Occurrence }): CalendarEvent {
  const ofMaster = instances.get(master) ?? new Map<string, CalendarEvent>();
  instances.set(master, ofMaster);
  const { start, suffix } = occurrence;
  const known = ofMaster.get(suffix);
  if (known !== undefined) return known;
  const instance: CalendarEvent = {
    ...master,
    id: `${master.id}_${suffix}`,
    start,
    end: endOfInstance({ master, start }),
    recurrence: [],
    series: { id: master.id, originalStart: start },
  };
  ofMaster.set(suffix, instance);
  return instance;
}

/** Timed instances last as long as the first in real time; whole days as many days. */
function endOfInstance({ master, start }: { master: CalendarEvent; start: EventTime }): EventTime {
  if (start.kind === 'timed' && master.start.kind === 'timed' && master.end.kind === 'timed') {
    return { kind: 'timed', at: start.at + (master.end.at - master.start.at), zone: master.end.zone };
  }
  if (start.kind === 'allDay' && master.start.kind === 'allDay' && master.end.kind === 'allDay') {
    const days = Temporal.PlainDate.from(master.start.date).until(Temporal.PlainDate.from(master.end.date)).days;
    return { kind: 'allDay', date: Temporal.PlainDate.from(start.date).add({ days }).toString() };
  }
  throw new Error(`series ${master.id} mixes days and times`);
}

/** `20261201T080000Z` or `20261201`, as milliseconds; undefined for anything else. */
function momentOfSuffix(suffix: string): number | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(suffix) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}
