import { weekdayOfDay } from './wall-clock.ts';
import type { WallTime } from './wall-clock.ts';

/**
 * What makes one possible slot worse than another, in minutes of inconvenience. This is the whole list;
 * the README's table and every explanation are made from it. What comes before any cost is in `assign-days.ts`.
 */
export const inconvenience = {
  /** Each day before the ideal day; a little early is easily borne. */
  perDayBeforeIdeal: 2,
  /** Each day after it: what slips now has less room left. */
  perDayAfterIdeal: 4,
  /** Each day past the due date, on top. */
  perDayLate: 20,
  /** Hours outside 10:00–16:00 are squared, for each person: sharing the awkwardness is cheaper than one bearing it. */
  perSquaredHourOutsideComfort: 12,
  /** Each quarter of an hour between the start and the nearest full hour of the manager's clock. */
  perQuarterOffTheHour: 2,
  /** Running into 12:00–13:00, for each person. */
  lunch: 10,
  /** Starting on a Monday before 10:30, for each person. */
  mondayFirstThing: 15,
  /** Ending on a Friday after 15:00, for each person. */
  fridayLast: 15,
  /** Cutting up two free hours or more: a tenth of the smaller piece left, up to an hour of it, for each person. */
  perMinuteOfBrokenBlock: 0.1,
  /** The second conversation in one of the manager's weeks; the third costs this twice, and so on. */
  perEarlierConversationInWeek: 20,
} as const;

/** One person's view of a slot. */
export type SlotForPerson = {
  readonly start: WallTime;
  readonly durationMinutes: number;
  /** Free working minutes just before and just after the slot, without a break. */
  readonly freeBefore: number;
  readonly freeAfter: number;
};

export type CostParts = {
  readonly distanceFromIdeal: number;
  readonly late: number;
  readonly timeOfDay: number;
  readonly edgesOfWeek: number;
  readonly brokenBlocks: number;
};

/** `idealDay` and `dueDay` are days since 1 January 1970 in the report's zone. */
export function slotCost({
  manager,
  report,
  idealDay,
  dueDay,
}: {
  manager: SlotForPerson;
  report: SlotForPerson;
  idealDay: number;
  dueDay: number;
}): CostParts {
  const fromIdeal = report.start.day - idealDay;
  return {
    distanceFromIdeal:
      fromIdeal < 0 ? -fromIdeal * inconvenience.perDayBeforeIdeal : fromIdeal * inconvenience.perDayAfterIdeal,
    late: Math.max(0, report.start.day - dueDay) * inconvenience.perDayLate,
    timeOfDay: timeOfDay(manager) + timeOfDay(report) + offTheHour(manager),
    edgesOfWeek: edgesOfWeek(manager) + edgesOfWeek(report),
    brokenBlocks: brokenBlock(manager) + brokenBlock(report),
  };
}

/** Whole minutes, so that equal plans cost exactly the same. */
export function totalOf(parts: CostParts): number {
  return Math.round(parts.distanceFromIdeal + parts.late + parts.timeOfDay + parts.edgesOfWeek + parts.brokenBlocks);
}

/** What the `position`th conversation of a manager's week adds, 1 being the first. */
export function costOfPositionInWeek(position: number): number {
  return (position - 1) * inconvenience.perEarlierConversationInWeek;
}

const hour = 60;
const comfort = { from: 10 * hour, to: 16 * hour };
const lunch = { from: 12 * hour, to: 13 * hour };
const longBlock = 2 * hour;
const [monday, friday] = [1, 5];

function timeOfDay({ start, durationMinutes }: SlotForPerson): number {
  const end = start.minuteOfDay + durationMinutes;
  const outside = Math.max(0, comfort.from - start.minuteOfDay, end - comfort.to) / hour;
  const duringLunch = start.minuteOfDay < lunch.to && lunch.from < end;
  return outside ** 2 * inconvenience.perSquaredHourOutsideComfort + (duringLunch ? inconvenience.lunch : 0);
}

function offTheHour({ start }: SlotForPerson): number {
  const pastHour = start.minuteOfDay % hour;
  return (Math.min(pastHour, hour - pastHour) / 15) * inconvenience.perQuarterOffTheHour;
}

function edgesOfWeek({ start, durationMinutes }: SlotForPerson): number {
  const weekday = weekdayOfDay(start.day);
  if (weekday === monday && start.minuteOfDay < 10.5 * hour) return inconvenience.mondayFirstThing;
  if (weekday === friday && start.minuteOfDay + durationMinutes > 15 * hour) return inconvenience.fridayLast;
  return 0;
}

function brokenBlock({ durationMinutes, freeBefore, freeAfter }: SlotForPerson): number {
  if (freeBefore + durationMinutes + freeAfter < longBlock) return 0;
  return Math.min(freeBefore, freeAfter, hour) * inconvenience.perMinuteOfBrokenBlock;
}
