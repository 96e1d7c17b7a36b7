import type { BrokenBecause } from './broken-because.ts';
import { calendarTrouble, hoursUnread, type ConnectionCondition } from './calendar-trouble.ts';

/** Of one person who is still there. */
export type HealthFact = {
  /** Null: no calendar of theirs is connected. */
  readonly connection: ConnectionCondition | null;
  /** They hold conversations, so dates are to stand in their calendar. */
  readonly holds: boolean;
  /** A channel that has not run out announces changes. */
  readonly isAnnounced: boolean;
};

/** How many calendars stand how; each person counts once. */
export type ConnectionHealth = {
  /** Of those that dates stand in. */
  readonly working: number;
  /** They only show when somebody is busy, and do. */
  readonly availabilityOnly: number;
  /** Connected, and not read for a day. */
  readonly stale: number;
  /** By cause, the most frequent first; null: not known. */
  readonly broken: readonly { readonly because: BrokenBecause | null; readonly calendars: number }[];
  /** Those who hold conversations and have connected no calendar, or only one that shows when they are busy. */
  readonly notConnected: number;
  /** Of those that dates stand in and that are not broken. */
  readonly push: { readonly announced: number; readonly polledOnly: number };
  /** Of the same; null where there is none. */
  readonly oldestReadHours: number | null;
};

export function connectionHealth({
  facts,
  now,
}: {
  facts: readonly HealthFact[];
  now: Temporal.Instant;
}): ConnectionHealth {
  const states = facts.map((fact) => ({ ...fact, state: stateOf({ fact, now }) }));
  const counted = (state: CalendarState['kind']) => states.filter((one) => one.state.kind === state).length;
  const causes = states.flatMap(({ state }) => (state.kind === 'broken' ? [state.because] : []));
  const read = states.filter(({ state: { kind } }) => kind === 'working' || kind === 'stale');
  const announced = read.filter(({ isAnnounced }) => isAnnounced).length;
  const ages = read.flatMap(({ connection }) => (connection ? [hoursUnread({ connection, now })] : []));
  return {
    working: counted('working'),
    availabilityOnly: counted('availability_only'),
    stale: counted('stale'),
    broken: [...Map.groupBy(causes, (because) => because)]
      .map(([because, those]) => ({ because, calendars: those.length }))
      .toSorted((a, b) => b.calendars - a.calendars || ((a.because ?? '') < (b.because ?? '') ? -1 : 1)),
    notConnected: states.filter(
      ({ holds, state: { kind } }) => holds && (kind === 'none' || kind === 'availability_only'),
    ).length,
    push: { announced, polledOnly: read.length - announced },
    oldestReadHours: ages.length === 0 ? null : Math.max(...ages),
  };
}

type CalendarState =
  | { readonly kind: 'working' | 'availability_only' | 'stale' | 'none' }
  | { readonly kind: 'broken'; readonly because: BrokenBecause | null };

function stateOf({ fact: { connection }, now }: { fact: HealthFact; now: Temporal.Instant }): CalendarState {
  if (connection === null || connection.status === 'disconnected') return { kind: 'none' };
  const trouble = calendarTrouble({ connection, now });
  if (trouble === null) return { kind: connection.purpose === 'organize' ? 'working' : 'availability_only' };
  const isUnread = trouble.kind === 'not_read' && trouble.because === null;
  return isUnread ? { kind: 'stale' } : { kind: 'broken', because: trouble.because };
}
