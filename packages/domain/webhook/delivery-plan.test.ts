import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterAttempt, judgeEndpoint, type Attempt } from './delivery-plan.ts';

const start = Temporal.Instant.from('2027-03-26T08:00:00Z');
const failed: Attempt = { kind: 'answered', status: 503, retryAfterSeconds: null };
const answered = (status: number, retryAfterSeconds: number | null = null): Attempt => ({
  kind: 'answered',
  status,
  retryAfterSeconds,
});

/** When each attempt is made, in hours after the first, until it is given up. */
function attemptsUntilGivenUp(chance: number): readonly number[] {
  const made: number[] = [];
  let now = start;
  for (;;) {
    made.push(start.until(now).total('hours'));
    const after = afterAttempt({ attempt: failed, attempts: made.length, chance, now });
    if (after.kind !== 'again') return made;
    now = after.at;
  }
}

describe('an event that does not get through', () => {
  test('is tried ten times over about 75 hours, first close together, then hours apart', () => {
    const made = attemptsUntilGivenUp(0.5);
    expect(made).toHaveLength(10);
    expect(made.at(-1)).toBeCloseTo(75.585, 2);
    expect(made[1]).toBeLessThan(0.01);
    const gaps = made.slice(1).map((at, index) => at - made[index]!);
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  });

  test('comes back at another moment than what failed with it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
        const last = attemptsUntilGivenUp(chance).at(-1)!;
        expect(last).toBeGreaterThan(68);
        expect(last).toBeLessThan(83.2);
      }),
    );
    expect(attemptsUntilGivenUp(0.1)).not.toEqual(attemptsUntilGivenUp(0.9));
  });

  test('waits as long as the receiver asks, a day at most, and never shorter than it would have', () => {
    const seconds = (retryAfterSeconds: number) => {
      const after = afterAttempt({
        attempt: answered(429, retryAfterSeconds),
        attempts: 2,
        chance: 0.5,
        now: start,
      });
      return after.kind === 'again' ? start.until(after.at).total('seconds') : null;
    };
    expect([1, 3_600, 10_000_000].map(seconds)).toEqual([300, 3_600, 86_400]);
  });
});

test('2xx is delivered; redirects and everything else are not', () => {
  const kind = (attempt: Attempt) => afterAttempt({ attempt, attempts: 1, chance: 0, now: start }).kind;
  expect([200, 201, 202, 204, 299].map((status) => kind(answered(status)))).toEqual(Array(5).fill('delivered'));
  expect(
    [100, 199, 300, 301, 302, 304, 307, 308, 400, 404, 410, 429, 500].map((status) => kind(answered(status))),
  ).toEqual(Array(13).fill('again'));
  expect(kind({ kind: 'not_answered' })).toBe('again');
});

describe('an endpoint', () => {
  const judge = (given: Partial<Parameters<typeof judgeEndpoint>[0]>) =>
    judgeEndpoint({ attempt: failed, after: { kind: 'given_up' }, failingSince: start, now: start, ...given });
  const days = (count: number) => start.add({ hours: 24 * count });

  test('is gone with the first 410', () => {
    expect(judge({ attempt: answered(410), after: { kind: 'again', at: start }, failingSince: null })).toBe('gone');
  });

  test('is switched off when nothing got through for five days and an event was given up on', () => {
    expect(judge({ now: days(5) })).toBe('failed_too_long');
    expect(judge({ now: days(5).subtract({ minutes: 1 }) })).toBe('fails');
  });

  test('is not switched off by one attempt that fails after a long quiet', () => {
    expect(judge({ now: days(20), after: { kind: 'again', at: days(21) } })).toBe('fails');
    expect(judge({ now: days(20), failingSince: null })).toBe('fails');
  });

  test('works as soon as something gets through', () => {
    expect(judge({ attempt: answered(204), after: { kind: 'delivered' }, now: days(6) })).toBe('works');
  });
});
