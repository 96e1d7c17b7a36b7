import { dateAt, managerIdOn } from './calendar-dates.ts';
import type { Facts, NudgeRow } from './facts.ts';

const carriers = new Set(['nudges', 'monday-mail']);

/** Where somebody was asked to help twice, twice a day, at night, who had answered, or who does not stand above the two. */
export function nudgeProblems(facts: Facts): readonly string[] {
  const own = facts.nudges.filter(({ who }) => who !== 'hr');
  const days = facts.outbox.flatMap(({ template, recipient_id, due_at }) => {
    const person = facts.people.get(recipient_id ?? '');
    return carriers.has(template) && person
      ? [`${person.display_name} on ${dateAt({ at: due_at, timeZone: person.time_zone })}`]
      : [];
  });
  return [
    ...repeated(own.map(({ conversation_id, step }) => `${step} about ${conversation_id}`)).map(
      (each) => `${each} was taken twice`,
    ),
    ...repeated(days).map((each) => `${each} was asked to help in two mails`),
    ...facts.nudges.flatMap((nudge) => {
      const problem = problemOf({ facts, nudge });
      return problem === null ? [] : [`${nudge.step} about ${nudge.conversation_id}: ${problem}`];
    }),
  ];
}

function problemOf({ facts, nudge }: { facts: Facts; nudge: NudgeRow }): string | null {
  const { who, occasion, recipient_id: recipientId, taken_at: takenAt, mail_key: mailKey } = nudge;
  const conversation = facts.conversations.find(({ id }) => id === nudge.conversation_id);
  const recipient = facts.people.get(recipientId);
  if (conversation === undefined || recipient === undefined) return 'it is about nothing, or went to nobody';
  const hour = Temporal.Instant.fromEpochMilliseconds(takenAt.getTime()).toZonedDateTimeISO(recipient.time_zone).hour;
  if (hour < 9 || hour >= 17) return `it left at ${hour}`;
  if (!facts.outbox.some(({ dedupe_key, template }) => dedupe_key === mailKey && carriers.has(template)))
    return 'no mail carries it';
  const on = dateAt({ at: takenAt, timeZone: recipient.time_zone });
  const managerId = conversation.manager_id ?? '';
  const expected = {
    report: conversation.report_id,
    manager: managerId,
    skip_level: managerIdOn({ facts, reportId: managerId, on }),
    hr: facts.roles.find(({ person_id, role }) => role === 'hr' && person_id === recipientId)?.person_id,
  }[who];
  if (expected !== recipientId) return `it went to ${recipient.display_name}`;
  const answered = facts.evidence.some(
    ({ conversation_id, side, at }) => conversation_id === conversation.id && side === 'report' && at < takenAt,
  );
  return occasion === 'after_silence' && answered ? 'the report had answered' : null;
}

function repeated(all: readonly string[]): readonly string[] {
  return [...Map.groupBy(all, (each) => each)].filter(([, times]) => times.length > 1).map(([each]) => each);
}
