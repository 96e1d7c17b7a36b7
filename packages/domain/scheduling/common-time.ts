import type { Interval } from '../time/interval.ts';
import { bookableTime } from './bookable-time.ts';
import type { BookableTime } from './bookable-time.ts';
import type { ConversationToPlan, PlannablePerson } from './planning-input.ts';
import { intersectSpans, spansOf, subtractSpans } from './span.ts';
import type { Span } from './span.ts';
import { wallClock } from './wall-clock.ts';
import type { WallClock } from './wall-clock.ts';
import { whoseTurn } from './whose-turn.ts';

/** Who works beyond their hours for this conversation; only where the policy lets it happen. */
export type Fringe = 'nobody' | 'manager' | 'report' | 'both';

export type PersonTime = {
  readonly person: PlannablePerson;
  readonly clock: WallClock;
  readonly daysOff: BookableTime['daysOff'];
  /** Working time with nothing in the calendar. */
  readonly free: readonly Span[];
};

export type CommonTime = {
  /** Both at work, whatever their calendars hold. */
  readonly common: readonly Span[];
  readonly manager: PersonTime;
  readonly report: PersonTime;
  readonly fringe: Fringe;
};

/** Whose days are lengthened: only where hours never meet, whose turn it is, or both. Never beyond what the policy allows. */
export type Stretch = 'where_hours_never_meet' | 'turn' | 'both';

/**
 * When both are at work. Only where their hours never meet for long enough, and the policy opted in, is one side's
 * day lengthened: of the one whose turn it is, both where one is not enough.
 */
export function commonTime({
  manager,
  report,
  conversation,
  window,
  stretch = 'where_hours_never_meet',
}: {
  manager: PlannablePerson;
  report: PlannablePerson;
  conversation: Pick<ConversationToPlan, 'rules' | 'sequence' | 'earlier'>;
  window: Interval;
  stretch?: Stretch;
}): CommonTime {
  const { rules } = conversation;
  const within = meet('nobody');
  if (rules.fringeMinutes === 0) return within;
  if (stretch === 'both') return meet('both');
  if (stretch === 'where_hours_never_meet' && longEnough(within)) return within;
  const oneSided = meet(whoseTurn({ manager, report, conversation }));
  if (stretch === 'turn') return oneSided;
  return longEnough(oneSided) ? oneSided : meet('both');

  function meet(fringe: Fringe): CommonTime {
    const managerWork = workOf(manager, fringe === 'manager' || fringe === 'both');
    const reportWork = workOf(report, fringe === 'report' || fringe === 'both');
    return {
      common: intersectSpans(managerWork.open, reportWork.open),
      manager: personTime({ person: manager, work: managerWork, window }),
      report: personTime({ person: report, work: reportWork, window }),
      fringe,
    };
  }

  function workOf(person: PlannablePerson, withFringe: boolean): BookableTime {
    return bookableTime({
      person,
      timeZone: person.timeZone,
      hours: person.workingHours ?? rules.defaultWorkingHours,
      blackouts: rules.blackouts,
      window,
      fringeMinutes: withFringe ? rules.fringeMinutes : 0,
    });
  }

  function longEnough({ common }: CommonTime): boolean {
    return common.some(({ start, end }) => end - start >= rules.durationMinutes * 60_000);
  }
}

function personTime({
  person,
  work,
  window,
}: {
  person: PlannablePerson;
  work: BookableTime;
  window: Interval;
}): PersonTime {
  const taken = [...person.freeBusy.busy, ...person.booked.map(({ slot }) => slot)];
  return {
    person,
    clock: wallClock({
      timeZone: person.timeZone,
      from: window.start.epochMilliseconds,
      until: window.end.epochMilliseconds,
    }),
    daysOff: work.daysOff,
    free: subtractSpans(work.open, spansOf(taken)),
  };
}
