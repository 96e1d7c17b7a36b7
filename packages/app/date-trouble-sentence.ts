import type { Proposal } from '@throughline/db/proposal-store.ts';
import type { AskReason } from '@throughline/domain/conversation/observed-event.ts';

const reasonWords: Readonly<Record<AskReason, string>> = {
  onto_one_on_one: 'It now stands on your regular 1:1, and works best with an hour of its own.',
  inside_lead_floor: 'It now comes sooner than people usually need to prepare.',
  onto_today:
    'It now stands on today or a day that is over, which nobody could prepare for. Did it happen? Then the word of the person it is for makes it count.',
  all_day: 'It is now an all-day entry, which keeps no hour free.',
  recurring: 'It now repeats. Each career conversation finds its own date, so one is enough.',
  shortened: 'It is now shorter than such a conversation usually takes.',
  not_between_two: 'Other people are invited now, and it is meant for the two of you.',
};

/** What stands in the way of a date, in words for whoever is asked. */
export function dateTroubleSentence({
  because,
  reasons,
}: {
  because: Proposal['askedBecause'];
  reasons: readonly AskReason[];
}): string {
  if (because === 'conflict') return 'Something else you accepted stands in your calendar at the same time.';
  return reasons.map((reason) => reasonWords[reason]).join(' ');
}
