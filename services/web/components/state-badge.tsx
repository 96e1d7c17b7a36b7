import {
  IconCalendarCheck,
  IconCalendarPlus,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconMessageQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { ConversationRow, ConversationState } from '@throughline/contracts/pages/conversations.ts';
import { gradeInShort } from '../conversation/outcome-words.ts';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';
import classes from './state-badge.module.css';

type Tone = 'attention' | 'steady' | 'asking' | 'settled' | 'quiet';

const looks: Readonly<Record<ConversationState, { tone: Tone; icon: Icon; words: string }>> = {
  due: { tone: 'attention', icon: IconCalendarPlus, words: 'needs a date' },
  booked: { tone: 'steady', icon: IconCalendarCheck, words: 'booked' },
  awaiting_confirmation: { tone: 'asking', icon: IconMessageQuestion, words: 'waiting for a word' },
  held: { tone: 'settled', icon: IconCircleCheck, words: 'held' },
  unconfirmed: { tone: 'quiet', icon: IconCircleDashed, words: 'not confirmed' },
  exempt: { tone: 'quiet', icon: IconCircleMinus, words: 'exempt' },
  superseded: { tone: 'quiet', icon: IconCircleMinus, words: 'handed over' },
  closed: { tone: 'quiet', icon: IconCircleMinus, words: 'closed' },
};

/** A state in plain words; the colour only repeats them. */
export function StateBadge({
  conversation,
}: {
  conversation: Pick<ConversationRow, 'state' | 'waitingFor' | 'calendarTrouble' | 'grade'>;
}) {
  const { icon: StateIcon, words, tone } = looks[conversation.state];
  // A date that nobody can see any more is not shown as one that stands.
  const isUnsure = conversation.calendarTrouble !== null;
  const due = conversation.state === 'due' ? dueWords(conversation.waitingFor) : null;
  return (
    <span className={classes.badge} data-tone={due?.calm || isUnsure ? 'quiet' : tone} data-state={conversation.state}>
      <StateIcon size={15} aria-hidden />
      {due?.state ?? words}
      {conversation.grade !== null && gradeInShort[conversation.grade]}
      {isUnsure && ', may have changed'}
    </span>
  );
}
