import {
  answerResponse,
  moveResponse,
  movedTimesResponse,
  pulseResponse,
  type AnswerKind,
  type PulseAnswer,
} from '@throughline/contracts/pages/answers.ts';
import { send } from '../app/api.ts';

/** Whose answer it is: whoever is signed in, or whoever the mailed link was sent to. */
export type AnswersFor = { readonly conversationId: string } | { readonly token: string };

/** What can be said about a time that has passed, signed in or behind a mailed link. */
export function answerCalls(who: AnswersFor) {
  const token = 'token' in who ? { token: who.token } : {};
  const at = (rest: string) =>
    'token' in who ? `/api/confirmation${rest}` : `/api/conversations/${encodeURIComponent(who.conversationId)}${rest}`;
  return {
    answer: (answer: AnswerKind) =>
      send('POST', 'token' in who ? at('') : at('/answer'), { body: { ...token, answer }, schema: answerResponse }),
    timesAt: (asked: { day: string; time: string | null }) =>
      send('POST', at('/moved/times'), { body: { ...token, ...asked }, schema: movedTimesResponse }),
    moveTo: (startsAt: string) => send('POST', at('/moved'), { body: { ...token, startsAt }, schema: moveResponse }),
    tellPulse: (pulse: PulseAnswer) => send('POST', at('/pulse'), { body: { ...token, pulse }, schema: pulseResponse }),
  };
}
