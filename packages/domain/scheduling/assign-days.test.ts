import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignDays } from './assign-days.ts';
import { costOfPositionInWeek } from './cost.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { weekOfDay } from './wall-clock.ts';

const nothingSpent = { distanceFromIdeal: 0, late: 0, timeOfDay: 0, edgesOfWeek: 0, brokenBlocks: 0 };
const monday = 20_780;

function aSlotOn(day: number, { minutes = 0, late = false }: { minutes?: number; late?: boolean } = {}): PossibleSlot {
  return {
    span: { start: day * 86_400_000, end: day * 86_400_000 + 3_600_000 },
    day,
    week: weekOfDay(day),
    late,
    minutes,
    parts: nothingSpent,
  };
}

function assign(slotsOf: readonly (readonly PossibleSlot[])[], { maxPerWeek = 2, alreadyInWeek = 0 } = {}) {
  return assignDays({ slotsOf, roomOn: () => 1, alreadyInWeek: () => alreadyInWeek, maxPerWeek });
}

describe('one manager’s days', () => {
  test('who has only one day gets it, though somebody else would like it better', () => {
    const both = [aSlotOn(monday, { minutes: 1 }), aSlotOn(monday + 1, { minutes: 50 })];
    const one = [aSlotOn(monday, { minutes: 30 })];
    expect(assign([both, one]).map((slot) => slot?.day)).toEqual([monday + 1, monday]);
  });

  test('a date before the due date is worth any inconvenience', () => {
    const [assigned] = assign([[aSlotOn(monday, { late: true }), aSlotOn(monday + 1, { minutes: 900 })]]);
    expect(assigned?.day).toBe(monday + 1);
  });

  test('a third in the week comes before a late one, and after anything dearer', () => {
    const week = [0, 1, 2].map((day) => aSlotOn(monday + day));
    const laterTimely = aSlotOn(monday + 14, { minutes: 800 });
    const laterLate = aSlotOn(monday + 14, { late: true });
    expect(assign([week, week, [...week, laterTimely]]).map((slot) => slot?.day)).toContain(monday + 14);
    expect(assign([week, week, [...week, laterLate]]).map((slot) => slot?.day)).not.toContain(monday + 14);
  });

  test('what the week already holds counts', () => {
    const slots = [aSlotOn(monday), aSlotOn(monday + 7, { minutes: 100 })];
    const [assigned] = assignDays({
      slotsOf: [slots],
      roomOn: () => 1,
      alreadyInWeek: (week) => (week === weekOfDay(monday) ? 2 : 0),
      maxPerWeek: 2,
    });
    expect(assigned?.day).toBe(monday + 7);
  });

  test('a day without room is left alone', () => {
    expect(
      assignDays({ slotsOf: [[aSlotOn(monday)]], roomOn: () => 0, alreadyInWeek: () => 0, maxPerWeek: 2 }),
    ).toEqual([null]);
  });

  test('of equal slots on a day the earliest is taken', () => {
    const later = {
      ...aSlotOn(monday),
      span: { start: monday * 86_400_000 + 7_200_000, end: monday * 86_400_000 + 10_800_000 },
    };
    expect(assign([[later, aSlotOn(monday)]])).toEqual([aSlotOn(monday)]);
  });
});

const someSlots = fc.uniqueArray(
  fc
    .record({ day: fc.nat({ max: 9 }), minutes: fc.nat({ max: 60 }), late: fc.boolean() })
    .map(({ day, ...given }) => aSlotOn(monday + day, given)),
  { maxLength: 5, selector: ({ day }) => day },
);

test('no other choice of days is better: compared with trying them all', () => {
  fc.assert(
    fc.property(
      fc.array(someSlots, { maxLength: 4 }),
      fc.integer({ min: 1, max: 2 }),
      fc.nat({ max: 1 }),
      (slotsOf, maxPerWeek, alreadyInWeek) => {
        const worthOf = (plan: readonly (PossibleSlot | null)[]) => worth(plan, { maxPerWeek, alreadyInWeek });
        const best = everyPlan(slotsOf).map(worthOf).toSorted(compareWorth)[0];
        expect(worthOf(assign(slotsOf, { maxPerWeek, alreadyInWeek }))).toEqual(best);
      },
    ),
    { numRuns: 300 },
  );
});

function everyPlan(slotsOf: readonly (readonly PossibleSlot[])[]): readonly (readonly (PossibleSlot | null)[])[] {
  const [first, ...rest] = slotsOf;
  if (!first) return [[]];
  return everyPlan(rest).flatMap((plan) =>
    [null, ...first]
      .filter((slot) => !slot || !plan.some((other) => other?.day === slot.day))
      .map((slot) => [slot, ...plan]),
  );
}

/** Without date, late, beyond the week's maximum, minutes: in this order. */
function worth(
  plan: readonly (PossibleSlot | null)[],
  { maxPerWeek, alreadyInWeek }: { maxPerWeek: number; alreadyInWeek: number },
): readonly number[] {
  const dated = plan.filter((slot) => slot !== null);
  const weeks = [...Map.groupBy(dated, ({ week }) => week).values()];
  const positions = weeks.flatMap((slots) => slots.map((_, index) => alreadyInWeek + index + 1));
  return [
    plan.length - dated.length,
    dated.filter(({ late }) => late).length,
    positions.filter((position) => position > maxPerWeek).length,
    dated.reduce((sum, { minutes }) => sum + minutes, 0) +
      positions.reduce((sum, position) => sum + costOfPositionInWeek(position), 0),
  ];
}

function compareWorth(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, index) => value !== b[index]);
  return different === -1 ? 0 : a[different]! - b[different]!;
}
