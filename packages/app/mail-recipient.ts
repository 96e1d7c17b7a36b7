import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { workingPatternOf } from '@throughline/domain/people/working-pattern.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Recipient } from '@throughline/domain/reminders/reminder-plan.ts';

/** A person as mails see them; without a zone of their own they read on the organisation's clock. */
export function mailRecipient({
  person,
  leaves,
  policy,
  timeZone,
}: {
  person: Person;
  /** Other people's leave is passed over. */
  leaves: readonly Leave[];
  policy: Policy;
  /** The organisation's. */
  timeZone: string;
}): Recipient {
  const zoned = { ...person, timeZone: person.timeZone ?? timeZone };
  const workingPattern = workingPatternOf({ person: zoned, policy, leaves });
  if (workingPattern === null) throw new Error(`Person ${person.id} has a zone and no working pattern`);
  return { personId: person.id, workingPattern };
}
