import { isOpen } from '../conversation/conversation.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { workingMorningFrom } from '../people/working-pattern.ts';
import type { Policy } from '../policy/policy.ts';
import { instantAt, isBefore, isWithin, localDateOf } from '../time/local-date.ts';
import { isoWeekOf, mondayOf } from '../time/iso-week.ts';
import type { Recipient } from './reminder-plan.ts';
import type { Reminder } from './reminder.ts';

/**
 * The manager's one mail of this ISO week: on Monday when their work begins, or on the week's first day they work.
 * `null` where nothing open falls due within the policy's horizon, counted from that day, or they work no day this week;
 * and where all that does has a date in a later week: the calendars say so already, and a mail without news is one too many.
 * `openItems` are the conversations of this manager; what has no date, or waits to hear, is a line in this mail and no mail of its own.
 */
export function mondayMail({
  manager,
  openItems,
  policy,
  now,
}: {
  manager: Recipient;
  openItems: readonly Conversation[];
  policy: Policy;
  now: Temporal.Instant;
}): Reminder | null {
  const { workingPattern, personId } = manager;
  const { timeZone } = workingPattern;
  const monday = mondayOf(localDateOf({ instant: now, timeZone }));
  const expiresAt = instantAt({ date: monday.add({ days: 7 }), time: '00:00', timeZone });
  const sendAt = workingMorningFrom({ ...workingPattern, date: monday });
  if (!sendAt || Temporal.Instant.compare(expiresAt, sendAt) <= 0) return null;
  const horizon = localDateOf({ instant: sendAt, timeZone }).add({ days: policy.rules.mondayMailHorizonDays });
  const week = { from: monday, to: monday.add({ days: 6 }) };
  const isWorthALine = openItems.some(
    (conversation) =>
      isOpen(conversation) &&
      !isBefore(horizon, conversation.dueOn) &&
      (conversation.state !== 'booked' || startsWithin({ conversation, timeZone, ...week })),
  );
  if (!isWorthALine) return null;
  return {
    key: `monday_mail.${personId}.${isoWeekOf(monday)}`,
    kind: 'monday_mail',
    personId,
    conversationId: null,
    sendAt,
    expiresAt,
  };
}

function startsWithin({
  conversation: { startsAt },
  timeZone,
  from,
  to,
}: {
  conversation: Conversation;
  timeZone: string;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}): boolean {
  return startsAt !== null && isWithin({ date: localDateOf({ instant: startsAt, timeZone }), from, to });
}
