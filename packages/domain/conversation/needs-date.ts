import type { Policy } from '../policy/policy.ts';
import { newestVersionOf } from '../policy/resolve-policy.ts';
import { plannersReasons } from './waiting-reason.ts';
import type { WaitingReason } from './conversation.ts';

/** Why somebody has no date, as HR reads it: the planner's reason, or that it is for the two to pick one of some times. */
export type NeedsDateReason = WaitingReason | 'times_proposed';

/** Where these are the reason, times to pick from may be proposed, and then say more than it does. */
export const reasonsWithTimes: readonly WaitingReason[] = ['calendar_unknown', 'no_common_time', 'capacity'];

/** Where these are the reason, a leave of today's says more than they do: whoever is away is not waited with in vain. */
export const reasonsWithLeave: readonly WaitingReason[] = plannersReasons;

/** Of the conversations under these versions of a policy: due on `dueTo` or before is near enough to need a date. */
export type NearEnough = { readonly policyIds: readonly string[]; readonly dueTo: Temporal.PlainDate };

/** The horizon of the Monday mail, by policy: what is a line there is a line for HR. The newest version says how far. */
export function nearEnough({
  policies,
  today,
}: {
  /** Every version. */
  policies: readonly Policy[];
  today: Temporal.PlainDate;
}): readonly NearEnough[] {
  const horizonOf = (policy: Policy) => newestVersionOf({ policy, policies }).rules.mondayMailHorizonDays;
  return [...Map.groupBy(policies, horizonOf)].map(([days, versions]) => ({
    policyIds: versions.map(({ id }) => id),
    dueTo: today.add({ days }),
  }));
}
