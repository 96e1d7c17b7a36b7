import type { PickResponse } from '@throughline/contracts/pages/times.ts';
import type { OtherTimes } from './ask-for-other-times.ts';
import type { KeptDate } from './keep-date.ts';
import type { PickedTime } from './pick-proposed-time.ts';

/** What is said to whoever picked, or asked for other times; null where the conversation is not theirs. */
export function pickSentence(result: PickedTime | OtherTimes | KeptDate): PickResponse | null {
  switch (result.kind) {
    case 'picked':
      return {
        outcome: 'picked',
        sentence:
          result.heldUntil === null
            ? 'Thank you. The invitation is on its way to both calendars.'
            : 'Thank you. The invitation leaves with your manager’s first plan, within days.',
      };
    case 'gone':
      return {
        outcome: 'gone',
        sentence: `${result.why} Nothing was booked. ${result.fresh ? 'These are the times there are now.' : 'Others are looked for every day.'}`,
      };
    case 'kept':
      return { outcome: 'kept', sentence: 'Thank you. It stays where it is, and you are not asked again.' };
    case 'asked':
      return result.fresh
        ? { outcome: 'others_offered', sentence: 'These are other times, on other days.' }
        : { outcome: 'gone', sentence: 'There are no other times at present, so these stay.' };
    case 'not_again':
      return {
        outcome: 'closed',
        sentence:
          'Other times can be asked for once. If none of these suits, sharing when you are busy finds one that does.',
      };
    case 'settled':
      return { outcome: 'closed', sentence: 'A time is settled already, so nothing was changed.' };
    case 'closed':
      return { outcome: 'closed', sentence: 'There is nothing to pick just now, so nothing was changed.' };
    case 'unreadable':
      return {
        outcome: 'try_again',
        sentence:
          'The manager’s calendar cannot be read just now, so nothing was booked. Please try again in a few minutes.',
      };
    case 'not_found':
      return null;
  }
}
