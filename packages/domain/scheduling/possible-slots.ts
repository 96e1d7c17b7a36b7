import type { PolicyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import type { CommonTime, PersonTime } from './common-time.ts';
import { slotCost, totalOf } from './cost.ts';
import type { CostParts, SlotForPerson } from './cost.ts';
import { spanAround, spansOf, touchesAny } from './span.ts';
import type { Span } from './span.ts';
import { dayOf, weekOfDay } from './wall-clock.ts';
import type { WallClock } from './wall-clock.ts';

export type PossibleSlot = {
  readonly span: Span;
  /** Local day and week of its start in the manager's zone, as `wall-clock.ts` counts them. */
  readonly day: number;
  readonly week: number;
  /** After the due date in the report's zone. */
  readonly late: boolean;
  /** Minutes of inconvenience, whatever else is in the manager's week. */
  readonly minutes: number;
  readonly parts: CostParts;
};

/** The hard rules a start can break, in the order they are tried. */
export type BrokenRule = 'manager_busy' | 'report_busy' | 'near_one_on_one' | 'day_turned_down' | 'day_taken';

export type SlotSearch = {
  /** Starts on the grid at which both are at work for the whole duration. */
  readonly considered: number;
  /** How many of them fell away, each counted under the first rule it broke. */
  readonly ruledOut: Readonly<Record<BrokenRule, number>>;
  /** The rest, in order of time. */
  readonly slots: readonly PossibleSlot[];
};

const gridMinutes = 15;
const minute = 60_000;

/** Every slot that keeps the hard rules of one conversation, with its cost. What it takes from teammates is not looked at here. */
export function possibleSlots({
  time,
  dueOn,
  rules,
  oneOnOnes,
  turnedDown,
}: {
  time: CommonTime;
  dueOn: Temporal.PlainDate;
  rules: PolicyRules;
  oneOnOnes: readonly Interval[];
  turnedDown: readonly Interval[];
}): SlotSearch {
  const { manager, report } = time;
  const dueDay = dayOf(dueOn);
  const aroundOneOnOnes = spansOf(oneOnOnes.map((occurrence) => withDistance(occurrence, rules.oneOnOneDistanceHours)));
  const managerFull = fullDays(manager, rules.maxPerPersonPerDay);
  const reportFull = fullDays(report, rules.maxPerPersonPerDay);
  const starts = startsOnGrid({ spans: time.common, durationMinutes: rules.durationMinutes, clock: manager.clock });
  const daysTurnedDown = new Set(turnedDown.map(({ start }) => manager.clock(start.epochMilliseconds).day));
  const ruledOut: Record<BrokenRule, number> = {
    manager_busy: 0,
    report_busy: 0,
    near_one_on_one: 0,
    day_turned_down: 0,
    day_taken: 0,
  };
  const slots: PossibleSlot[] = [];
  for (const span of starts) {
    const judged = judge(span);
    if (typeof judged === 'string') ruledOut[judged] += 1;
    else slots.push(judged);
  }
  return { considered: starts.length, ruledOut, slots };

  function judge(span: Span): PossibleSlot | BrokenRule {
    const forManager = slotFor(manager, span);
    if (!forManager) return 'manager_busy';
    const forReport = slotFor(report, span);
    if (!forReport) return 'report_busy';
    if (touchesAny({ spans: aroundOneOnOnes, slot: span })) return 'near_one_on_one';
    const { day } = forManager.start;
    if (daysTurnedDown.has(day)) return 'day_turned_down';
    if (managerFull.has(day) || reportFull.has(forReport.start.day)) return 'day_taken';
    const parts = slotCost({
      manager: forManager,
      report: forReport,
      idealDay: dueDay - rules.idealDaysBeforeDue,
      dueDay,
    });
    return { span, day, week: weekOfDay(day), late: forReport.start.day > dueDay, minutes: totalOf(parts), parts };
  }
}

/** Starts on quarter hours of the manager's clock; a slot never runs over the manager's midnight, so it has one day. */
function startsOnGrid({
  spans,
  durationMinutes,
  clock,
}: {
  spans: readonly Span[];
  durationMinutes: number;
  clock: WallClock;
}): readonly Span[] {
  const starts: Span[] = [];
  for (const { start, end } of spans) {
    const wholeMinute = Math.ceil(start / minute) * minute;
    const pastQuarter = clock(wholeMinute).minuteOfDay % gridMinutes;
    let at = wholeMinute + (pastQuarter === 0 ? 0 : gridMinutes - pastQuarter) * minute;
    for (; at + durationMinutes * minute <= end; at += gridMinutes * minute) {
      const slot = { start: at, end: at + durationMinutes * minute };
      if (clock(slot.start).day === clock(slot.end - 1).day) starts.push(slot);
    }
  }
  return starts;
}

/** `null` where something is in the person's calendar. */
function slotFor({ free, clock }: PersonTime, slot: Span): SlotForPerson | null {
  const block = spanAround({ spans: free, slot });
  if (!block) return null;
  return {
    start: clock(slot.start),
    durationMinutes: (slot.end - slot.start) / minute,
    freeBefore: (slot.start - block.start) / minute,
    freeAfter: (block.end - slot.end) / minute,
  };
}

/** A slot may start or end exactly this far from the 1:1. */
function withDistance({ start, end }: Interval, hours: number): Interval {
  return { start: start.subtract({ hours }), end: end.add({ hours }) };
}

/** Days on which the person, in their own zone, already has as many conversations as the policy lets them have. */
function fullDays({ person, clock }: PersonTime, maximum: number): ReadonlySet<number> {
  const days = person.booked.map(({ slot }) => clock(slot.start.epochMilliseconds).day);
  return new Set(days.filter((day) => days.filter((other) => other === day).length >= maximum));
}
