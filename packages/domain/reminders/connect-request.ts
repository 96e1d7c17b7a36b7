import { workingMorningFrom } from '../people/working-pattern.ts';
import type { Policy } from '../policy/policy.ts';
import { instantAt } from '../time/local-date.ts';
import type { Recipient } from './reminder-plan.ts';
import type { Reminder } from './reminder.ts';

/**
 * Every mail asking a person to connect their calendar, the policy's number of times and days apart, each until the next
 * takes its place. `neededSince` is the local date from which somebody waited for that calendar: a need that ended and
 * comes back asks anew. After the last, it remains a line in the Monday mail.
 */
export function connectRequests({
  recipient,
  neededSince,
  policy,
}: {
  recipient: Recipient;
  neededSince: Temporal.PlainDate;
  policy: Policy;
}): readonly Reminder[] {
  const { connectRequests: times, connectReminderDays } = policy.rules;
  const { workingPattern, personId } = recipient;
  return Array.from({ length: times }, (_, index) => {
    const date = neededSince.add({ days: index * connectReminderDays });
    const sendAt = workingMorningFrom({ ...workingPattern, date });
    const expiresAt = instantAt({
      date: date.add({ days: connectReminderDays }),
      time: '00:00',
      timeZone: workingPattern.timeZone,
    });
    if (!sendAt || Temporal.Instant.compare(expiresAt, sendAt) <= 0) return null;
    const key = `connect_request.${personId}.${neededSince.toString()}.${index + 1}`;
    return { key, kind: 'connect_request' as const, personId, conversationId: null, sendAt, expiresAt };
  }).filter((reminder) => reminder !== null);
}
