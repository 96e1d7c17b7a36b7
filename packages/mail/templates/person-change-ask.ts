import type { MailedSlot } from '@throughline/app/ports/mail-content.ts';
import type { AskReason } from '@throughline/domain/conversation/observed-event.ts';
import type { Letter } from '../letter/letter.ts';
import { slotCard } from '../wording/slot-card.ts';
import { shortDay, timeRange, zoneName } from '../wording/when.ts';

/** Asks the organizer about a change of theirs that leaves the conversation without a place of its own. */
export type PersonChangeAsk = {
  readonly template: 'person-change-ask';
  readonly givenName: string;
  readonly organizationName: string;
  readonly reportName: string;
  readonly reasons: readonly AskReason[];
  /** Where the event is now. */
  readonly slot: MailedSlot;
  /** The next-best slots, best first, on the clock of `slot.timeZone`. */
  readonly alternatives: readonly { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant }[];
  readonly conversationUrl: string;
};

export function personChangeAsk(content: PersonChangeAsk): Letter {
  const { givenName, organizationName, reportName, reasons, slot, alternatives, conversationUrl } = content;
  const { timeZone } = slot;
  return {
    subject: `Your career conversation with ${reportName}: is this where you meant it?`,
    preview: 'It is still there. A question about the new place.',
    blocks: [
      { kind: 'title', text: `Your career conversation with ${reportName}` },
      { kind: 'paragraph', prose: `Hello ${givenName}, it was changed, and it is now here:` },
      slotCard(slot),
      { kind: 'list', items: reasons.map(reasonSentence) },
      {
        kind: 'paragraph',
        prose:
          alternatives.length === 0
            ? 'No other hour is free for you both within reach. You can keep it or choose another day.'
            : 'These times are free for you both and keep it apart:',
      },
      ...(alternatives.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              items: alternatives.map(
                ({ startsAt, endsAt }) =>
                  `${shortDay(startsAt.toZonedDateTimeISO(timeZone))}, ${timeRange({ startsAt, endsAt, timeZone })}, ${zoneName(timeZone)}`,
              ),
            },
          ]),
      { kind: 'buttons', buttons: [{ label: 'Choose a time', url: conversationUrl }] },
      {
        kind: 'small',
        prose: `Leave it as it is and it stays; it then counts when ${reportName} says that it took place.`,
      },
    ],
    whoSeesWhat: 'Who sees what: only you get this question. Moving a conversation is always fine.',
    reason: `You get this mail because you are the organizer of this event at ${organizationName}.`,
  };
}

function reasonSentence(reason: AskReason): string {
  switch (reason) {
    case 'onto_one_on_one':
      return 'It now stands on your regular 1:1, and works best with an hour of its own.';
    case 'inside_lead_floor':
      return 'It now comes sooner than people usually need to prepare.';
    case 'shortened':
      return 'It is now shorter than such a conversation usually takes.';
    case 'all_day':
      return 'It is now an all-day entry, which keeps no hour free.';
    case 'recurring':
      return 'It now repeats. Each career conversation finds its own date, so one is enough.';
    case 'not_between_two':
      return 'Other people are invited now, and it is meant for the two of you.';
  }
}
