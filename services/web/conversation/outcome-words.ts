import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import { formatDate } from '../app/times.ts';

const gradeWords: Readonly<Record<NonNullable<ConversationRow['grade']>, string>> = {
  confirmed: 'the report confirmed it',
  confirmed_by_both: 'both confirmed it',
  attendance: 'recorded attendance shows it',
  claimed: 'the manager says it took place; that alone does not count',
  none: 'nobody has said that it took place',
};

/** After the state, wherever one is shown. */
export const gradeInShort: typeof gradeWords = {
  confirmed: ', confirmed',
  confirmed_by_both: ', both say so',
  attendance: ', by attendance',
  claimed: ', claimed only',
  none: '',
};

/** How it ended, in a sentence; null while it has not. */
export function outcomeWords({
  state,
  heldOn,
  grade,
}: Pick<ConversationRow, 'state' | 'heldOn' | 'grade'>): string | null {
  switch (state) {
    case 'due':
    case 'booked':
      return null;
    case 'awaiting_confirmation':
      return 'It is over; a word from the two would settle it.';
    case 'held': {
      const known = grade === null ? '' : `: ${gradeWords[grade]}`;
      return heldOn === null ? `Held${known}.` : `Held on ${formatDate(heldOn)}${known}.`;
    }
    case 'unconfirmed':
      return `Not confirmed${grade === null ? '' : `: ${gradeWords[grade]}`}.`;
    case 'exempt':
      return 'Not asked for: an exemption applies.';
    case 'superseded':
      return 'A new manager took over; the next conversation keeps its date.';
    case 'closed':
      return 'Closed without a conversation being needed.';
  }
}
