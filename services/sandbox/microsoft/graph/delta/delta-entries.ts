import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import { computedInstances, findInstance, occurrencesIn, spanOf } from '../../../core/calendar/occurrences.ts';
import { isInCalendar } from '../events/graph-calendar.ts';
import type { DeltaState } from './delta-token.ts';
import type { FormerSeries } from './former-series.ts';

/** One line of a delta answer: an entry as it is, an occurrence by its place alone, or that something is not in the window. */
export type DeltaEntry = {
  readonly kind: 'present' | 'occurrence' | 'removed';
  readonly event: CalendarEvent;
  /** What the lines of a round are ordered by, before their id: the start in the first round, the version in later ones. */
  readonly order: number;
};

/**
 * What a round of delta calls has yet to tell, in a steady order. A changed series counts as a change of all its
 * occurrences; those it had before at other times are told as removed. Whatever was changed and does not lie in the window is told as removed, whether it ever lay there or not.
 */
export function deltaEntries(round: Round): DeltaEntry[] {
  const { after, since } = round.state;
  const entries = since === null ? everything(round) : changes({ ...round, since });
  const inOrder = entries.toSorted((a, b) => a.order - b.order || compareIds(a.event.id, b.event.id));
  if (after === null) return inOrder;
  return inOrder.filter(({ order, event }) => (order - after.order || compareIds(event.id, after.id)) > 0);
}

type Round = {
  readonly store: CalendarStore;
  readonly former: FormerSeries;
  readonly zone: string;
  readonly state: DeltaState;
};

/** Masters of series first, then everything by its start. */
function everything({ store, zone, state }: Round): DeltaEntry[] {
  const { account, from, until } = state;
  const found = occurrencesIn({ store, account, zone, from, until, cancelledSeries: true }).filter(isInCalendar);
  const seriesIds = new Set(found.flatMap(({ series }) => (series === null ? [] : [series.id])));
  const masters = [...seriesIds].flatMap((id) => store.get({ account, id }) ?? []);
  return [
    ...masters.map((event): DeltaEntry => ({ kind: 'present', event, order: Number.MIN_SAFE_INTEGER })),
    ...found.map((event): DeltaEntry => {
      const computed = event.series !== null && store.get({ account, id: event.id }) === undefined;
      return { kind: computed ? 'occurrence' : 'present', event, order: spanOf({ event, zone }).start };
    }),
  ];
}

function changes({ store, former, zone, state, since }: Round & { since: number }): DeltaEntry[] {
  const { account, from, until } = state;
  const lies = (event: CalendarEvent): boolean => {
    const span = spanOf({ event, zone });
    return span.start < until && (span.end > from || (span.start === span.end && span.start >= from));
  };
  const changed = [...store.eventsOf(account)]
    .filter(({ version }) => version > since)
    .flatMap((event): DeltaEntry[] => {
      const order = event.version;
      if (event.recurrence.length === 0) {
        return [{ kind: isInCalendar(event) && lies(event) ? 'present' : 'removed', event, order }];
      }
      const instances = computedInstances({ store, master: event, from, until }).filter(lies);
      const isThere = isInCalendar(event) && instances.length > 0;
      return [
        { kind: isThere ? 'present' : 'removed', event, order },
        ...instances.map((instance): DeltaEntry => ({
          kind: isThere ? 'occurrence' : 'removed',
          event: instance,
          order,
        })),
      ];
    });
  const outlived = former
    .of({ account, since })
    .flatMap((master) => computedInstances({ store, master, from, until }))
    .filter((instance) => lies(instance) && isNowhere({ store, event: instance }));
  const gone = new Map(outlived.map((event): [string, CalendarEvent] => [event.id, event]));
  return [
    ...changed,
    ...[...gone.values()].map((event): DeltaEntry => ({ kind: 'removed', event, order: event.version })),
  ];
}

/** Whether an instance has no place in the calendar any more, its series having moved on. */
function isNowhere({ store, event: { account, id } }: { store: CalendarStore; event: CalendarEvent }): boolean {
  return store.get({ account, id }) === undefined && findInstance({ store, account, id }) === undefined;
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
