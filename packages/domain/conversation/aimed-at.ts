import type { PolicyRules } from '../policy/policy.ts';
import { laterDate, localDateOf } from '../time/local-date.ts';
import type { Conversation } from './conversation.ts';

/** The day a conversation is to be on, in the report's zone: of its date, else the ideal one that lead time still allows. */
export function aimedAt({
  conversation: { startsAt, dueOn },
  rules,
  timeZone,
  today,
}: {
  conversation: Pick<Conversation, 'startsAt' | 'dueOn'>;
  rules: PolicyRules;
  /** The report's; `null` where it is not known, as nothing has a date then. */
  timeZone: string | null;
  today: Temporal.PlainDate;
}): Temporal.PlainDate {
  if (startsAt && timeZone) return localDateOf({ instant: startsAt, timeZone });
  return laterDate(dueOn.subtract({ days: rules.idealDaysBeforeDue }), today.add({ days: rules.leadTimeDays }));
}
