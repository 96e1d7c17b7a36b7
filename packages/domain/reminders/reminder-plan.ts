import { confirmationWindowEnd } from '../conversation/outcome.ts';
import type { Conversation } from '../conversation/conversation.ts';
import {
  workingIntervalsOn,
  workingMomentFrom,
  workingMorningFrom,
  workingMorningUpTo,
} from '../people/working-pattern.ts';
import type { WorkingPattern } from '../people/working-pattern.ts';
import type { Policy } from '../policy/policy.ts';
import { localDateOf } from '../time/local-date.ts';
import type { Reminder } from './reminder.ts';

/** A person as mails see them: when they work, leave counted among the days off. */
export type Recipient = { readonly personId: string; readonly workingPattern: WorkingPattern };

type Pair = { readonly report: Recipient; readonly manager: Recipient };

/**
 * All mails one conversation gives rise to as it stands, due or not: preparation for both before it, and the report's
 * confirmation ask after it. Moving the event moves those not yet sent; a new event has its own.
 */
export function conversationReminders({
  conversation,
  policy,
  report,
  manager,
}: Pair & { conversation: Conversation; policy: Policy }): readonly Reminder[] {
  const { startsAt, endsAt, bookedAt } = conversation;
  if (startsAt === null || endsAt === null || bookedAt === null) return [];
  const event = { conversation, bookedAt, startsAt, endsAt };
  switch (conversation.state) {
    case 'booked':
      return [
        prep({ ...event, kind: 'report_prep', recipient: report, daysBefore: policy.rules.reportPrepDays }),
        prep({ ...event, kind: 'manager_prep', recipient: manager, daysBefore: policy.rules.managerPrepDays }),
      ].filter((reminder) => reminder !== null);
    case 'awaiting_confirmation':
      return [confirmationAsk({ ...event, recipient: report, policy })];
    case 'due':
    case 'held':
    case 'unconfirmed':
    case 'exempt':
    case 'superseded':
    case 'closed':
      return [];
  }
}

type Event = {
  readonly conversation: Conversation;
  readonly bookedAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly recipient: Recipient;
};

/**
 * On the morning of the day that many days before, or of the last day before that which is worked;
 * for an event booked later than that, when they next work.
 */
function prep({
  conversation,
  bookedAt,
  startsAt,
  recipient,
  kind,
  daysBefore,
}: Event & { readonly kind: 'report_prep' | 'manager_prep'; readonly daysBefore: number }): Reminder | null {
  const { workingPattern, personId } = recipient;
  const date = localDateOf({ instant: startsAt, timeZone: workingPattern.timeZone }).subtract({ days: daysBefore });
  const morning = workingMorningUpTo({ ...workingPattern, date });
  const isAhead = morning && Temporal.Instant.compare(bookedAt, morning) <= 0;
  const sendAt = isAhead ? morning : workingMomentFrom({ ...workingPattern, instant: bookedAt });
  return (
    sendAt && {
      key: keyOf({ kind, conversation, bookedAt }),
      kind,
      personId,
      conversationId: conversation.id,
      sendAt,
      expiresAt: startsAt,
    }
  );
}

/**
 * When the report's work ends on the day of the conversation; where it ended later than that, or on a day off, the next
 * working morning. Whoever is away from then on until the window has closed is asked right after it. Moved on after its
 * end, a conversation is asked about again, once the new end has passed.
 */
function confirmationAsk({
  conversation,
  endsAt,
  recipient,
  policy,
}: Omit<Event, 'bookedAt' | 'startsAt'> & { readonly policy: Policy }): Reminder {
  const { workingPattern, personId } = recipient;
  const date = localDateOf({ instant: endsAt, timeZone: workingPattern.timeZone });
  const evening = workingIntervalsOn({ ...workingPattern, date }).at(-1)?.end;
  const isStillToday = evening && Temporal.Instant.compare(endsAt, evening) <= 0;
  const expiresAt = confirmationWindowEnd({ endsAt, policy });
  const morning = isStillToday ? null : workingMorningFrom({ ...workingPattern, date: date.add({ days: 1 }) });
  const isInTime = morning && Temporal.Instant.compare(morning, expiresAt) < 0;
  const kind = 'confirmation_ask';
  return {
    key: `${kind}.${conversation.id}.${endsAt.epochMilliseconds}`,
    kind,
    personId,
    conversationId: conversation.id,
    sendAt: isStillToday ? evening : isInTime ? morning : endsAt,
    expiresAt,
  };
}

/** The booking's instant tells one event of a conversation from the next and stays when the event moves. */
function keyOf({
  kind,
  conversation,
  bookedAt,
}: {
  kind: Reminder['kind'];
  conversation: Conversation;
  bookedAt: Temporal.Instant;
}): string {
  return `${kind}.${conversation.id}.${bookedAt.epochMilliseconds}`;
}
