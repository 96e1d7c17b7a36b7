import type { SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';

export type Mishap = { readonly name: string; readonly fault: Readonly<Record<string, unknown>> };

const writes = ['POST', 'PATCH', 'DELETE'] as const;
type Make = (random: SeededRandom) => Readonly<Record<string, unknown>>;
const some: Make = (random) => ({ after: random.below(4), times: 1 + random.below(3) });

/** What happens to calls of a cloud on a bad day. */
const kinds: Readonly<Record<string, Make>> = {
  'a lost answer to a write': (random) => ({ kind: 'response_lost', method: random.pick(writes) }),
  'a lost answer': (random) => ({ kind: 'response_lost', ...some(random) }),
  'a gateway that waited too long': (random) => ({ kind: 'status_after', status: 504, method: random.pick(writes) }),
  'a refused write': (random) => ({ kind: 'status', status: 503, method: random.pick(writes) }),
  unavailable: (random) => ({ kind: 'status', status: 503, ...some(random) }),
  throttled: (random) => ({ kind: 'throttle', retryAfter: 1, after: random.below(4) }),
  'an expired token': (random) => ({ kind: 'status', status: 401, after: random.below(4) }),
  'a broken connection': (random) => ({ kind: 'reset', ...some(random) }),
  'half an answer': (random) => ({ kind: 'truncated_body', after: random.below(4) }),
  'a forgotten sync token': () => ({ kind: 'invalidate_sync_tokens' }),
  'a dropped announcement': () => ({ kind: 'drop_push', times: 5 }),
  'a page cut short': (random) => ({ kind: 'short_page', items: random.below(2), times: 2 }),
  'no online meeting': () => ({ kind: 'conference_failure' }),
};

export const mishapNames: readonly string[] = Object.keys(kinds);

/** Something that goes wrong in the calendar of one of these people. */
export function someMishap({ random, people }: { random: SeededRandom; people: readonly string[] }): Mishap {
  const name = random.pick(mishapNames);
  return { name, fault: { ...kinds[name]!(random), account: random.pick(people) } };
}
