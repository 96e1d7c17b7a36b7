import { absencesOf, daysOfLeave } from '../people/leave.ts';
import type { Leave } from '../people/leave.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { isBefore, laterDate } from '../time/local-date.ts';

/**
 * Whether a long absence of the manager leaves no day between the lead time and the due date: then the conversation
 * waits for somebody who stands in, or for the manager. The due date does not move, since the report is there.
 */
export function isManagerAway({
  managerId,
  leaves,
  dueOn,
  rules,
  today,
}: {
  managerId: string;
  /** Of other people it is passed over. */
  leaves: readonly Leave[];
  dueOn: Temporal.PlainDate;
  rules: PolicyRules;
  today: Temporal.PlainDate;
}): boolean {
  const earliest = today.add({ days: rules.leadTimeDays });
  const latest = laterDate(dueOn, earliest);
  return absencesOf({ leaves, personId: managerId }).some(
    (absence) =>
      daysOfLeave(absence) >= rules.leaveShiftDays &&
      !isBefore(earliest, absence.startsOn) &&
      !isBefore(absence.endsOn, latest),
  );
}
