import { holderOn } from '../people/acting-manager.ts';
import type { StandIn } from '../people/acting-manager.ts';
import { exemptionOn } from '../people/exemption.ts';
import type { Exemption, ExemptionCategory } from '../people/exemption.ts';
import type { Leave } from '../people/leave.ts';
import { isOnLeave } from '../people/leave.ts';
import { hasLeft, isActiveOn } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore, localDateOf } from '../time/local-date.ts';
import type { DayOff } from '../time/working-day.ts';
import { aimedAt } from './aimed-at.ts';
import { hasEnded, isOpen } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { ClosingReason, PassedOnTo } from './transition.ts';
import {
  avoidBlackout,
  dueDateAfterLeaveChange,
  dueDateAfterManagerChange,
  firstDueDate,
  nextDueDate,
} from './due-date.ts';
import type { DueDate } from './due-date.ts';
import type { RolloutPlace } from './rollout.ts';

/** What has to happen so that a report has the one open conversation they are owed, with the manager they have. */
export type Obligation =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'open'; readonly due: DueDate; readonly managerId: string }
  | {
      readonly kind: 'supersede';
      readonly due: DueDate;
      readonly managerId: string | null;
      readonly to: PassedOnTo;
    }
  /** One of the two will not be there: the event goes, and the conversation gets another date or waits for a manager. */
  | { readonly kind: 'unbook' }
  /** Leave has come, changed or gone. */
  | { readonly kind: 'redate'; readonly due: DueDate }
  | { readonly kind: 'exempt'; readonly category: ExemptionCategory }
  | { readonly kind: 'close'; readonly reason: ClosingReason };

export type ReportCircumstances = {
  readonly report: Person;
  /** Whom the reporting line names today; `null` where it names nobody Throughline knows. */
  readonly manager: Person | null;
  /** Who stands in for that manager, whenever, in order of precedence. */
  readonly standIns: readonly StandIn[];
  /** Whoever stood in for a manager of this report at any time, those included who do. */
  readonly everStoodIn: ReadonlySet<string>;
  /** `null` where no policy is for this report. */
  readonly policy: Policy | null;
  /** The report's newest conversation, open or not. */
  readonly latest: Conversation | null;
  readonly lastHeldOn: Temporal.PlainDate | null;
  /** From before Throughline, as HR states it. */
  readonly lastCareerConversationOn: Temporal.PlainDate | null;
  readonly managerChangedOn: Temporal.PlainDate | null;
  readonly place: RolloutPlace;
  readonly exemptions: readonly Exemption[];
  /** Of the report, the manager and those who stand in. */
  readonly leaves: readonly Leave[];
  /** The report's. */
  readonly isHoliday: DayOff;
  /** The report's local date. */
  readonly today: Temporal.PlainDate;
  readonly now: Temporal.Instant;
};

const nothing: Obligation = { kind: 'nothing' };

/** Leave opens and closes nothing; it moves due dates and takes away events that fall into it. */
export function obligationOf(circumstances: ReportCircumstances): Obligation {
  const { latest, policy } = circumstances;
  if (latest && isOpen(latest)) return whileOpen({ ...circumstances, conversation: latest });
  return policy ? whileNoneIsOpen({ ...circumstances, policy }) : nothing;
}

function whileOpen({
  conversation,
  report,
  manager: lineManager,
  standIns,
  everStoodIn,
  policy,
  managerChangedOn,
  exemptions,
  leaves,
  isHoliday,
  today,
  now,
}: ReportCircumstances & { conversation: Conversation }): Obligation {
  if (conversation.state === 'awaiting_confirmation' || hasEnded({ conversation, now })) return nothing;
  if (hasLeft({ person: report, on: today })) return { kind: 'close', reason: 'report_left' };
  if (!policy) return { kind: 'close', reason: 'no_policy' };
  const exemption = exemptionOn({ exemptions, personId: report.id, on: today });
  if (exemption) return { kind: 'exempt', category: exemption.category };
  const on = aimedAt({ conversation, rules: policy.rules, timeZone: report.timeZone, today });
  const manager = holderOn({ manager: lineManager, standIns, on, today });
  if (conversation.managerId !== (manager?.id ?? null)) {
    const to = passedOnTo({ conversation, manager, lineManager, everStoodIn });
    const due = dueDateAfterManagerChange({
      standing: conversation.dueOn,
      hasEvent: conversation.state === 'booked' || manager === null || to !== 'new_manager',
      managerChangedOn: managerChangedOn ?? today,
      reportId: report.id,
      policy,
      leaves,
      isHoliday,
      today,
    });
    const stands = due.dueOn.equals(conversation.dueOn) && conversation.leaveShift;
    const managerId = manager?.id ?? null;
    return { kind: 'supersede', due: stands ? { ...due, leaveShift: stands } : due, managerId, to };
  }
  if (conversation.state === 'booked' && !willBothBeThere({ conversation, report, manager, leaves, today })) {
    return { kind: 'unbook' };
  }
  const { leaveShift } = conversation;
  const redated =
    leaveShift && dueDateAfterLeaveChange({ leaveShift, reportId: report.id, policy, leaves, isHoliday, today });
  return redated ? { kind: 'redate', due: redated } : nothing;
}

/** On the day of the event: neither on leave, nor gone by then. */
function willBothBeThere({
  conversation: { startsAt },
  report,
  manager,
  leaves,
  today,
}: Pick<ReportCircumstances, 'report' | 'manager' | 'leaves' | 'today'> & { conversation: Conversation }): boolean {
  if (!manager || !isActiveOn({ person: manager, on: today })) return false;
  return [report, manager].every((person) => {
    const on = startsAt && person.timeZone && localDateOf({ instant: startsAt, timeZone: person.timeZone });
    return !on || !(hasLeft({ person, on }) || isOnLeave({ leaves, personId: person.id, on }));
  });
}

function passedOnTo({
  conversation,
  manager,
  lineManager,
  everStoodIn,
}: Pick<ReportCircumstances, 'manager' | 'everStoodIn'> & {
  conversation: Conversation;
  lineManager: Person | null;
}): PassedOnTo {
  if (manager !== null && manager !== lineManager) return 'acting_manager';
  return conversation.managerId !== null && everStoodIn.has(conversation.managerId) ? 'own_manager' : 'new_manager';
}

function whileNoneIsOpen(circumstances: ReportCircumstances & { policy: Policy }): Obligation {
  const { report, manager: lineManager, standIns, policy, exemptions, today } = circumstances;
  if (!isActiveOn({ person: report, on: today })) return nothing;
  if (exemptionOn({ exemptions, personId: report.id, on: today })) return nothing;
  const due = dueDateOfNext(circumstances);
  const on = aimedAt({
    conversation: { startsAt: null, dueOn: due.dueOn },
    rules: policy.rules,
    timeZone: null,
    today,
  });
  const manager = holderOn({ manager: lineManager, standIns, on, today });
  return manager && isActiveOn({ person: manager, on: today }) ? { kind: 'open', due, managerId: manager.id } : nothing;
}

/**
 * Whoever comes back to the company begins anew, unless their last conversation still counts. What HR states of the time
 * before Throughline counts for whoever is new to it, and for nobody else: a date in a file is no conversation held.
 */
function dueDateOfNext({
  report,
  policy,
  latest,
  lastHeldOn,
  lastCareerConversationOn,
  managerChangedOn,
  place,
  leaves,
  isHoliday,
  today,
}: ReportCircumstances & { policy: Policy }): DueDate {
  const isStated = lastHeldOn === null && latest === null && lastCareerConversationOn !== null;
  const lastOn = isStated ? lastCareerConversationOn : lastHeldOn;
  const earliest = today.add({ days: policy.rules.leadTimeDays });
  const circumstances = { policy, leaves, isHoliday, today };
  if (lastOn) {
    const due = nextDueDate({ reportId: report.id, heldOn: lastOn, next: 'full', ...circumstances });
    if (!isBefore(due.dueOn, earliest)) return isStated ? { ...due, why: [...due.why, statedByHr] } : due;
  }
  if (!latest || isRehired({ report, latest })) {
    return firstDueDate({ report, managerChangedOn, place, ...circumstances });
  }
  const resumed = { dueOn: earliest, why: ['As soon as lead time allows: the report is asked again.'] };
  return avoidBlackout({ due: resumed, policy, isHoliday, today });
}

const statedByHr = 'HR stated that conversation; it is from before Throughline.';

/** Hired, again, after their last conversation had opened. */
function isRehired({ report: { startDate, timeZone }, latest }: { report: Person; latest: Conversation }): boolean {
  const openedOn = localDateOf({ instant: latest.openedAt, timeZone: timeZone ?? 'UTC' });
  return startDate !== null && isBefore(openedOn, startDate);
}
