import type { SandboxControl } from '@throughline/standalone/sandbox-control.ts';
import type { Cloud } from '../world.ts';
import { googleHand } from './google-hand.ts';
import type { Call, Hand } from './hand.ts';
import { outlookHand } from './outlook-hand.ts';

const hands = { google: googleHand, microsoft: outlookHand } as const satisfies Record<
  Cloud,
  (given: { email: string; call: Call }) => Hand
>;

/** Everybody at their own calendar, through their own provider's API. */
export function handsOf({
  control,
  origin,
}: {
  control: SandboxControl;
  origin: string;
}): (email: string) => Promise<Hand> {
  const known = new Map<string, Hand>();
  return async (email) => {
    const before = known.get(email);
    if (before !== undefined) return before;
    let token = await control.tokenFor(email);
    const call: Call = async (method, path, body) => {
      const ask = () =>
        fetch(`${origin}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            prefer: 'IdType="ImmutableId", outlook.timezone="UTC"',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      let answer = await ask();
      if (answer.status === 401) {
        token = await control.tokenFor(email);
        answer = await ask();
      }
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    };
    const hand = hands[await control.providerOf(email)]({ email, call });
    known.set(email, hand);
    return hand;
  };
}
