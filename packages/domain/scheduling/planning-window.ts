import type { PolicyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import { laterDate, localDateOf } from '../time/local-date.ts';

/**
 * The days a conversation may be put on, from midnight to midnight in the manager's zone; also the window over which
 * free/busy must be known. The first is the day after the lead time has passed, so that an invitation that goes out
 * hours after the planning still keeps it. The last is the end of the planning horizon; where a long lead time eats
 * the horizon up, as many days again as the lead time.
 */
export function planningWindow({
  invitationsAt,
  timeZone,
  rules,
}: {
  invitationsAt: Temporal.Instant;
  timeZone: string;
  rules: PolicyRules;
}): Interval {
  const today = localDateOf({ instant: invitationsAt, timeZone });
  const leadTimePassed = invitationsAt.add({ hours: 24 * rules.leadTimeDays });
  const from = localDateOf({ instant: leadTimePassed, timeZone }).add({ days: 1 });
  const to = laterDate(today.add({ days: rules.planningHorizonDays }), from.add({ days: rules.leadTimeDays }));
  return {
    start: from.toZonedDateTime(timeZone).toInstant(),
    end: to.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
  };
}
