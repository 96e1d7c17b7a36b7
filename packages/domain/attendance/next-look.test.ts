import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anInstant } from '../testing/arbitraries.ts';
import { at } from '../testing/builders.ts';
import { nextLook } from './next-look.ts';

const endsAt = at('2027-01-25T11:00:00Z');

/** Every look, if each is taken when it is due. */
function looks(windowEndsAt: Temporal.Instant): readonly Temporal.Instant[] {
  const all: Temporal.Instant[] = [];
  for (;;) {
    const look = nextLook({ endsAt, windowEndsAt, lookedAt: all.at(-1) ?? null });
    if (look === null) return all;
    all.push(look);
  }
}

test('the first look is within hours, the others ever rarer, the last an hour before the window closes', () => {
  const hours = looks(endsAt.add({ hours: 7 * 24 })).map((look) => endsAt.until(look).total('hours'));
  expect(hours).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 167]);
});

test('the longest window takes ten looks', () => {
  expect(looks(endsAt.add({ hours: 21 * 24 }))).toHaveLength(10);
});

test('looks that were missed are not made up for', () => {
  const windowEndsAt = endsAt.add({ hours: 7 * 24 });
  const late = nextLook({ endsAt, windowEndsAt, lookedAt: endsAt.add({ hours: 20 }) });
  expect(late).toEqual(endsAt.add({ hours: 32 }));
});

test('the next look is always after the last one and before the outcome is decided', () => {
  fc.assert(
    fc.property(anInstant, fc.integer({ min: 3, max: 21 }), fc.option(fc.nat({ max: 600 })), (end, days, after) => {
      const windowEndsAt = end.add({ hours: days * 24 });
      const lookedAt = after === null ? null : end.add({ hours: after });
      const look = nextLook({ endsAt: end, windowEndsAt, lookedAt });
      if (look === null) {
        expect(lookedAt && Temporal.Instant.compare(lookedAt, windowEndsAt.subtract({ hours: 1 }))).not.toBe(-1);
        return;
      }
      expect(Temporal.Instant.compare(look, windowEndsAt)).toBe(-1);
      if (lookedAt !== null) expect(Temporal.Instant.compare(lookedAt, look)).toBe(-1);
    }),
  );
});
