import type { Blackout, Policy } from '../policy/policy.ts';
import { absencesOf, daysOfLeave, isOnLeave } from '../people/leave.ts';
import type { Leave } from '../people/leave.ts';
import type { Person } from '../people/person.ts';
import { daysBetween, earlierDate, isBefore, isWithin, laterDate } from '../time/local-date.ts';
import { nextWorkingDay, previousWorkingDay } from '../time/working-day.ts';
import type { DayOff } from '../time/working-day.ts';
import { rolloutDueDate } from './rollout.ts';
import type { RolloutPlace } from './rollout.ts';
import type { NextDue } from './outcome.ts';

/** Inclusive, in the report's zone. `why` holds one sentence for each thing that moved it, in order. */
export type DueDate = {
  readonly dueOn: Temporal.PlainDate;
  readonly why: readonly string[];
  /** Left out where somebody chose the date: leave moves it no further. */
  readonly leaveShift?: LeaveShift;
};

/** What leave has done to a due date, so that leave which comes, changes or goes later moves it by the difference. */
export type LeaveShift = {
  /** Before leave and blackouts. */
  readonly dueOn: Temporal.PlainDate;
  /** Only leave after this day counts. */
  readonly from: Temporal.PlainDate;
  /** Already within the due date. */
  readonly days: number;
};

/** What bends any due date: the report's own leave and holidays, and the policy's blackouts. */
type Circumstances = {
  readonly policy: Policy;
  readonly leaves: readonly Leave[];
  readonly isHoliday: DayOff;
  /** The report's local date. */
  readonly today: Temporal.PlainDate;
};

/**
 * When a report's first conversation is due: counted from hire or from a new manager where that day is still ahead by
 * the lead time when the rollout starts, otherwise at their place in the rollout. It always leaves lead time from today.
 * `managerChangedOn` is when the present manager took over from another, `null` if none came before.
 */
export function firstDueDate({
  report,
  managerChangedOn,
  place,
  ...circumstances
}: Circumstances & {
  readonly report: Person;
  readonly managerChangedOn: Temporal.PlainDate | null;
  readonly place: RolloutPlace;
}): DueDate {
  const { policy, today } = circumstances;
  const start = startingPoint({ report, managerChangedOn, place, policy, today });
  const earliest = today.add({ days: policy.rules.leadTimeDays });
  const withLead = isBefore(start.dueOn, earliest)
    ? { dueOn: earliest, why: [...start.why, 'Moved to leave lead time from today.'] }
    : start;
  return bend({ due: withLead, from: today, reportId: report.id, ...circumstances });
}

/**
 * The due date after an outcome. Counted from `heldOn`, the local date of the event in the report's zone, whether it was
 * held or only claimed; "now" is today and bends for nothing, since the conversation is missing already.
 */
export function nextDueDate({
  reportId,
  heldOn,
  next,
  ...circumstances
}: Circumstances & {
  readonly reportId: string;
  readonly heldOn: Temporal.PlainDate;
  readonly next: NextDue;
}): DueDate {
  const { intervalDays } = circumstances.policy.rules;
  switch (next) {
    case 'full': {
      const due = {
        dueOn: heldOn.add({ days: intervalDays }),
        why: [`${intervalDays} days after the conversation on ${heldOn.toString()}.`],
      };
      return bend({ due, from: heldOn, reportId, ...circumstances });
    }
    case 'half': {
      const days = Math.floor(intervalDays / 2);
      const due = {
        dueOn: heldOn.add({ days }),
        why: [`${days} days, half the interval, after the conversation planned for ${heldOn.toString()}.`],
      };
      return bend({ due, from: heldOn, reportId, ...circumstances });
    }
    case 'now':
      return {
        dueOn: circumstances.today,
        why: [`Needs a date: nobody said that the conversation planned for ${heldOn.toString()} took place.`],
      };
  }
}

/**
 * A new manager inherits the due date. Only what nobody has planned yet comes forward to the policy's days after the
 * change, lead time kept: an event the report has been counting on is not pulled closer.
 */
export function dueDateAfterManagerChange({
  standing,
  hasEvent,
  managerChangedOn,
  reportId,
  ...circumstances
}: Circumstances & {
  readonly reportId: string;
  readonly standing: Temporal.PlainDate;
  readonly hasEvent: boolean;
  readonly managerChangedOn: Temporal.PlainDate;
}): DueDate {
  const days = circumstances.policy.rules.firstWithinDaysOfNewManager;
  const { leadTimeDays } = circumstances.policy.rules;
  const within = laterDate(managerChangedOn.add({ days }), circumstances.today.add({ days: leadTimeDays }));
  if (hasEvent || !isBefore(within, standing))
    return { dueOn: standing, why: ['The due date stands through the change of manager.'] };
  const due = { dueOn: within, why: [`Within ${days} days of a new manager.`] };
  const bent = bend({ due, from: managerChangedOn, reportId, ...circumstances });
  return { ...bent, dueOn: earlierDate(bent.dueOn, standing) };
}

/** The due date where leave counts for more or fewer days than when it was set; `null` where it does not. */
export function dueDateAfterLeaveChange({
  leaveShift,
  ...circumstances
}: Circumstances & { readonly leaveShift: LeaveShift; readonly reportId: string }): DueDate | null {
  const { dueOn, from, days } = leaveShift;
  const bent = bend({ due: { dueOn, why: [] }, from, ...circumstances });
  if (bent.leaveShift?.days === days) return null;
  return bent.why.length > 0 ? bent : { ...bent, why: ['Leave moves it no more.'] };
}

/** Leave of `leaveShiftDays` or more that begins by the due date moves it by as many days as lie after `from`. */
export function shiftForLeave({
  due,
  from,
  reportId,
  leaves,
  policy,
}: Pick<Circumstances, 'policy' | 'leaves'> & {
  readonly due: DueDate;
  readonly from: Temporal.PlainDate;
  readonly reportId: string;
}): DueDate {
  let shifted = due;
  for (const leave of absencesOf({ leaves, personId: reportId })) {
    if (daysOfLeave(leave) < policy.rules.leaveShiftDays) continue;
    if (isBefore(shifted.dueOn, leave.startsOn) || !isBefore(from, leave.endsOn)) continue;
    const days = daysOfLeave({ startsOn: laterDate(leave.startsOn, from.add({ days: 1 })), endsOn: leave.endsOn });
    shifted = { dueOn: shifted.dueOn.add({ days }), why: [...shifted.why, `Moved by ${days} days of leave.`] };
  }
  return shifted;
}

/** Out of a blackout: to the last working day before it that keeps lead time from today, else the first after it. */
export function avoidBlackout({
  due,
  policy,
  isHoliday,
  today,
}: Omit<Circumstances, 'leaves'> & { readonly due: DueDate }): DueDate {
  const blackout = blackoutOn({ date: due.dueOn, policy });
  if (!blackout) return due;
  const isClosed: DayOff = (date) => isHoliday(date) || blackoutOn({ date, policy }) !== null;
  const before = previousWorkingDay({ date: due.dueOn, isHoliday: isClosed });
  if (daysBetween(today, before) >= policy.rules.leadTimeDays) {
    return { dueOn: before, why: [...due.why, `Moved before “${blackout.label}”.`] };
  }
  return {
    dueOn: nextWorkingDay({ date: due.dueOn, isHoliday: isClosed }),
    why: [...due.why, `Moved after “${blackout.label}”.`],
  };
}

function bend({
  due,
  from,
  reportId,
  ...circumstances
}: Circumstances & { readonly due: DueDate; readonly from: Temporal.PlainDate; readonly reportId: string }): DueDate {
  const { leaves, isHoliday } = circumstances;
  const isDayOff: DayOff = (date) => isHoliday(date) || isOnLeave({ leaves, personId: reportId, on: date });
  const shifted = shiftForLeave({ due, from, reportId, ...circumstances });
  const leaveShift = { dueOn: due.dueOn, from, days: daysBetween(due.dueOn, shifted.dueOn) };
  return { ...avoidBlackout({ ...circumstances, due: shifted, isHoliday: isDayOff }), leaveShift };
}

function startingPoint({
  report,
  managerChangedOn,
  place,
  policy,
  today,
}: {
  report: Person;
  managerChangedOn: Temporal.PlainDate | null;
  place: RolloutPlace;
  policy: Policy;
  today: Temporal.PlainDate;
}): DueDate {
  const { firstWithinDaysOfHire, firstWithinDaysOfNewManager, leadTimeDays } = policy.rules;
  const reachable = policy.rolloutStartsOn.add({ days: leadTimeDays });
  const afterHire = report.startDate?.add({ days: firstWithinDaysOfHire });
  if (afterHire && !isBefore(afterHire, reachable))
    return { dueOn: afterHire, why: [`Within ${firstWithinDaysOfHire} days of hire.`] };
  const afterChange = managerChangedOn?.add({ days: firstWithinDaysOfNewManager });
  if (afterChange && !isBefore(afterChange, reachable)) {
    return { dueOn: afterChange, why: [`Within ${firstWithinDaysOfNewManager} days of a new manager.`] };
  }
  return { dueOn: rolloutDueDate({ place, policy, today }), why: ['At its place in the rollout.'] };
}

function blackoutOn({ date, policy }: { date: Temporal.PlainDate; policy: Policy }): Blackout | null {
  const covers = ({ from, to }: Blackout) =>
    isWithin({ date, from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) });
  return policy.rules.blackouts.find(covers) ?? null;
}
