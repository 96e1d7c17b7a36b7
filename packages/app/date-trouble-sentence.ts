import type { Proposal } from '@throughline/db/proposal-store.ts';
import type { AskReason } from '@throughline/domain/conversation/observed-event.ts';

const reasonWords: Readonly<Record<AskReason, string>> = {
  onto_one_on_one: 'It now stands on your regular 1:1. A career conversation is worth a time of its own.',
  inside_lead_floor: 'It now stands so near that there is hardly time to prepare.',
  all_day: 'It is an all-day entry now, so it has no hour.',
  recurring: 'It repeats now. A career conversation is one event, and the next one gets its own date.',
  shortened: 'It is shorter now than a career conversation needs.',
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
