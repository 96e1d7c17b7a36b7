import type { MovedTimesResponse, MoveResponse } from '@throughline/contracts/pages/answers.ts';
import type { AgreedTimesFound } from './look-for-agreed-times.ts';
import type { MovedAsAgreed } from './move-as-agreed.ts';

const nothing = 'Nothing was changed.';

const notMoved = {
  not_ended: 'It is not over yet: move it in the calendar as you would any other entry.',
  too_late: 'That is too long ago to be moved now; the next one is being looked after.',
  closed: 'There is nothing to move any more: it took place, or its next date is on its way.',
  not_connected:
    'The manager’s calendar is not connected, so no time can be looked up or entered. Talk to each other, and it is looked at again once it is.',
  unreadable: 'The manager’s calendar cannot be read just now. Please try again in a few minutes.',
} as const;

/** What was found at the day the two agreed on; null where the conversation is not theirs. */
export function timesFoundResponse(found: AgreedTimesFound): MovedTimesResponse | null {
  switch (found.kind) {
    case 'not_found':
      return null;
    case 'times':
      return {
        slots: found.slots.map(({ start, end }) => ({ startsAt: start.toString(), endsAt: end.toString() })),
        sentence: 'You both have these. Nothing moves until you pick one.',
      };
    case 'none':
      return {
        slots: [],
        sentence: `There is no time you both have then, nor after it. ${found.explanation.join(' ')} Try another day.`,
      };
    case 'past':
      return { slots: [], sentence: 'That day is over. Say one from tomorrow on.' };
    case 'not_ended':
    case 'too_late':
    case 'closed':
    case 'not_connected':
    case 'unreadable':
      return { slots: [], sentence: notMoved[found.kind] };
  }
}

/** What became of the pick; null where the conversation is not theirs. */
export function movedResponse(moved: MovedAsAgreed): MoveResponse | null {
  switch (moved.kind) {
    case 'not_found':
      return null;
    case 'moved':
      return {
        outcome: 'moved',
        sentence: 'Thank you. It is moved, and both calendars show the new time within minutes.',
      };
    case 'gone':
      return { outcome: 'gone', sentence: `${moved.why} ${nothing} Look once more for a time.` };
    case 'not_ended':
    case 'too_late':
    case 'closed':
    case 'not_connected':
    case 'unreadable':
      return { outcome: 'closed', sentence: `${notMoved[moved.kind]} ${nothing}` };
  }
}
