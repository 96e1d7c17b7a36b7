import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import { computedInstances, occurrencesIn, spanOf } from '../../../core/calendar/occurrences.ts';
import { isInCalendar } from '../events/graph-calendar.ts';
import type { DeltaState } from './delta-token.ts';

/** One line of a delta answer: an entry as it is, an occurrence by its place alone, or that something is not in the window. */
export type DeltaEntry =
  | { readonly kind: 'present'; readonly event: CalendarEvent }
  | { readonly kind: 'occurrence'; readonly event: CalendarEvent }
  | { readonly kind: 'removed'; readonly event: Pick<CalendarEvent, 'account' | 'id'> };

/**
 * What a round of delta calls has to tell, in a steady order. A changed series counts as a change of all its occurrences.
 * Whatever was changed and does not lie in the window is told as removed, whether it ever lay there or not.
 */
export function deltaEntries({
  store,
  zone,
  state,
}: {
  store: CalendarStore;
  zone: string;
  state: DeltaState;
}): DeltaEntry[] {
  return state.since === null
    ? everything({ store, zone, state })
    : changes({ store, zone, state, since: state.since });
}

type Round = { readonly store: CalendarStore; readonly zone: string; readonly state: DeltaState };

function everything({ store, zone, state }: Round): DeltaEntry[] {
  const { account, from, until } = state;
  const found = occurrencesIn({ store, account, zone, from, until })
    .filter(isInCalendar)
    .toSorted((a, b) => spanOf({ event: a, zone }).start - spanOf({ event: b, zone }).start || (a.id < b.id ? -1 : 1));
  const told = new Set<string>();
  return found.flatMap((event): DeltaEntry[] => {
    if (event.series === null) return [{ kind: 'present', event }];
    const master = store.get({ account, id: event.series.id });
    const first = !told.has(event.series.id);
    told.add(event.series.id);
    const before: DeltaEntry[] = master === undefined || !first ? [] : [{ kind: 'present', event: master }];
    return [...before, isKept({ store, event }) ? { kind: 'present', event } : { kind: 'occurrence', event }];
  });
}

function changes({ store, zone, state, since }: Round & { since: number }): DeltaEntry[] {
  const { account, from, until } = state;
  const lies = (event: CalendarEvent): boolean => {
    const span = spanOf({ event, zone });
    return span.start < until && (span.end > from || (span.start === span.end && span.start >= from));
  };
  return [...store.eventsOf(account)]
    .filter(({ version }) => version > since)
    .toSorted((a, b) => a.version - b.version)
    .flatMap((event): DeltaEntry[] => {
      if (event.recurrence.length === 0) {
        return [isInCalendar(event) && lies(event) ? { kind: 'present', event } : { kind: 'removed', event }];
      }
      const instances = computedInstances({ store, master: event, from, until }).filter(lies);
      if (!isInCalendar(event)) {
        return [event, ...instances].map((gone): DeltaEntry => ({ kind: 'removed', event: gone }));
      }
      const occurrences = instances.map((instance): DeltaEntry => ({ kind: 'occurrence', event: instance }));
      return occurrences.length === 0 ? [{ kind: 'removed', event }] : [{ kind: 'present', event }, ...occurrences];
    });
}

function isKept({ store, event }: { store: CalendarStore; event: CalendarEvent }): boolean {
  return store.get({ account: event.account, id: event.id }) !== undefined;
}
