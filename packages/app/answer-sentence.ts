import type { AnswerKind, Side } from '@throughline/domain/conversation/outcome.ts';

const apart =
  'A career conversation is kept apart from the 1:1, so that there is an hour with nothing else in it; that is why this one does not count.';
const onlyYou = 'Only you can see this answer; to everyone else it looks the same as no answer.';
const sooner = 'Once the next due date is known, your own page offers to ask for it sooner.';

/** Thanks in the words of whose answer it is, and what follows from it. */
export function answerSentence({ side, answer }: { side: Side; answer: AnswerKind }): string {
  switch (answer) {
    case 'happened':
      return 'Thank you. It is noted that you talked.';
    case 'did_not_happen':
      return side === 'report'
        ? `Thank you. ${onlyYou} ${sooner}`
        : 'Thank you. A new date will be found, with time to prepare.';
    case 'folded_into_one_on_one':
      return side === 'report'
        ? `Thank you. ${apart} ${onlyYou} ${sooner}`
        : `Thank you. ${apart} A new date will be found, with time to prepare.`;
  }
}
