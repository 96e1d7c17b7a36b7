import { addDays, afterLeave, dateAt } from './calendar-dates.ts';
import type { Given } from './conversation-problems.ts';
import type { ConversationRow, Facts, PersonRow } from './facts.ts';

const intervalDays = 180;
const leadDays = 21;
const rolloutDays = 90;
const hireDays = 60;
const newManagerDays = 45;

/** Whether an open conversation falls due when the default policy says; what is over keeps the date it had. */
export function dueDateProblem({ facts, report, conversation, before }: Given): string | null {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return null;
  const { due_on: dueOn } = conversation;
  if (before === null) return firstProblem({ facts, report, dueOn });
  const expected = datesAfter({ facts, report, before });
  return expected.includes(dueOn) ? null : `is due on ${dueOn} and not on ${expected.join(' or ')}`;
}

function firstProblem({ facts, report, dueOn }: { facts: Facts; report: PersonRow; dueOn: string }): string | null {
  const shifted = (date: string) =>
    afterLeave({ leaves: facts.leaves, personId: report.id, dueOn: date, from: facts.organization.launched_on });
  const launched = facts.organization.launched_on;
  const { start_date: start } = report;
  if (start !== null && addDays(start, hireDays) >= addDays(launched, leadDays)) {
    const expected = shifted(addDays(start, hireDays));
    return dueOn === expected ? null : `is due on ${dueOn}, ${hireDays} days after hire would be ${expected}`;
  }
  const [first, last] = [addDays(launched, leadDays), shifted(addDays(launched, rolloutDays))];
  return first <= dueOn && dueOn <= last ? null : `is due on ${dueOn}, outside the rollout from ${first} to ${last}`;
}

function datesAfter({
  facts,
  report,
  before,
}: {
  facts: Facts;
  report: PersonRow;
  before: ConversationRow;
}): readonly string[] {
  const bent = (dueOn: string, from: string) => afterLeave({ leaves: facts.leaves, personId: report.id, dueOn, from });
  const { id, state, grade, held_on: heldOn, starts_at: startsAt, due_on: standing } = before;
  if (state === 'held' && heldOn !== null) return [bent(addDays(heldOn, intervalDays), heldOn)];
  if (state === 'unconfirmed' && startsAt !== null) {
    const plannedOn = dateAt({ at: startsAt, timeZone: report.time_zone });
    if (grade === 'claimed') return [bent(addDays(plannedOn, intervalDays / 2), plannedOn)];
    const decided = facts.history.findLast(
      ({ conversation_id, kind }) => conversation_id === id && ['unconfirmed', 'outcome_changed'].includes(kind),
    );
    return decided ? [dateAt({ at: decided.at, timeZone: report.time_zone })] : [];
  }
  if (state === 'superseded')
    return [standing, ...afterManagerChange({ facts, report, before })].flatMap((date) => [
      date,
      bent(date, addDays(date, -intervalDays)),
    ]);
  return [];
}

/** What nobody had planned yet comes forward to 45 days after the change. */
function afterManagerChange({
  facts,
  report,
  before,
}: {
  facts: Facts;
  report: PersonRow;
  before: ConversationRow;
}): readonly string[] {
  if (before.starts_at !== null) return [];
  const begun = facts.lines
    .filter(({ report_id }) => report_id === report.id)
    .map(({ valid_from }) => addDays(valid_from, newManagerDays));
  return begun.filter((date) => date < before.due_on);
}
