import { staleAfterHours } from '../digest/trust-in-data.ts';
import type { PolicyRules } from '../policy/policy.ts';

/** What the words in mail, pages and API mean, so that anybody can count again; `README.md` beside this says it as a table. */
export function definitionsOf(rules: PolicyRules): readonly string[] {
  return [
    `Current: eligible, and the next conversation is not yet past its due date, ${rules.intervalDays} days after the last.`,
    'Eligible: active, with an active manager, not exempt, not on leave, and either has had a conversation or is past the first due date.',
    `Has a date: of those due within ${rules.planningHorizonDays} days, invited to a conversation that is ahead, or that ended and is being confirmed. The headline until everybody’s first due date has come round.`,
    `Booked ahead: the invitation went out at least ${rules.leadTimeDays} days before. Proactive: held, booked ahead, and not asked for early.`,
    'Held: the report confirmed it, or recorded attendance shows it. Claimed: the manager says so, nobody else. Unknown: nobody said. A claim does not count as held.',
    `Past the longest gap: the next conversation comes, or is due, more than ${rules.gapCeilingDays} days after the last one held, or after the first was opened.`,
    'Moves: how often managers moved what is ahead. Lead days: from the invitation to the start, the median of what is ahead.',
    `Not connected, not read: the manager’s calendar is not connected, or was last read more than ${staleAfterHours} hours before. While any is, figures are withheld.`,
    'Leavers: of those who left within a year, who had no conversation held in the twelve months before their last day.',
    'Spread: percentage points between the tenth of the units that does best and the tenth that does worst.',
    'A unit is a leader and everyone below, or a group.',
    `Left out: inactive, without an active manager, exempt, on leave. Units need at least ${rules.minimumPeople} people and ${rules.minimumManagers} managers; others stay hidden, and so does whatever would let them be worked out.`,
    'What was said in a conversation is in no report.',
  ];
}
