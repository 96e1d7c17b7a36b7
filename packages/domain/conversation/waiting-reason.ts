import { isActiveOn } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import type { Conversation, WaitingReason } from './conversation.ts';

/** What the planner found when it looked: they stand until it has looked again, which it may. */
export const plannersReasons: readonly WaitingReason[] = [
  'not_yet_planned',
  'calendar_unknown',
  'no_common_time',
  'capacity',
  'on_leave',
];

/**
 * Why a due conversation has no date. What stands in the way of looking for a slot at all comes first; otherwise it
 * is what the planner last found.
 */
export function waitingReason({
  conversation,
  report,
  manager,
  managerIsAway,
  managerIsConnected,
  managerNeedsAdministrator,
  policy,
  hasHeldPlan,
  today,
}: {
  conversation: Conversation;
  report: Person;
  manager: Person | null;
  /** For long, and nobody stands in. */
  managerIsAway: boolean;
  managerIsConnected: boolean;
  /** Whoever looks after the company's calendars has to allow it before the manager is asked to connect. */
  managerNeedsAdministrator: boolean;
  policy: Policy;
  /** A slot is chosen, and the manager's first plan is still held back. */
  hasHeldPlan: boolean;
  /** The report's local date. */
  today: Temporal.PlainDate;
}): WaitingReason {
  if (!manager) return 'manager_unknown';
  if (!isActiveOn({ person: manager, on: today })) return 'manager_inactive';
  if (managerIsAway) return 'manager_away';
  if (report.timeZone === null || manager.timeZone === null) return 'no_time_zone';
  if (!managerIsConnected) return managerNeedsAdministrator ? 'admin_consent_needed' : 'manager_not_connected';
  if (hasHeldPlan) return 'first_plan_hold';
  const horizon = today.add({ days: policy.rules.planningHorizonDays });
  if (isBefore(horizon, conversation.dueOn)) return 'beyond_horizon';
  const found = conversation.waitingFor;
  return found && plannersReasons.includes(found) ? found : 'not_yet_planned';
}

/** Whether an invitation can be expected without anybody doing anything. */
export function isOnItsWay({ state, waitingFor }: Pick<Conversation, 'state' | 'waitingFor'>): boolean {
  return state === 'due' && (waitingFor === 'not_yet_planned' || waitingFor === 'first_plan_hold');
}

/** Due later than anybody has to think of it, or away: no date is as it should be. */
const calmReasons: readonly WaitingReason[] = ['beyond_horizon', 'on_leave'];

/** Without a date, and somebody could help it to one: nothing on its way, nothing to wait for. */
export function couldUseHelp(conversation: Pick<Conversation, 'state' | 'waitingFor'>): boolean {
  const { state, waitingFor } = conversation;
  if (state !== 'due' || waitingFor === null || isOnItsWay(conversation)) return false;
  return !calmReasons.includes(waitingFor);
}
