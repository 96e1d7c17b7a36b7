import { describe, expect, test } from 'vitest';
import { costOfPositionInWeek, slotCost, totalOf } from './cost.ts';
import type { CostParts, SlotForPerson } from './cost.ts';

const wednesday = 20_796; // 9 December 2026
const monday = wednesday - 2;
const friday = wednesday + 2;

/** An hour that fits snugly between two other entries. */
function at(time: string, { day = wednesday, freeBefore = 0, freeAfter = 0 } = {}): SlotForPerson {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { start: { day, minuteOfDay: hour * 60 + minute }, durationMinutes: 60, freeBefore, freeAfter };
}

function cost(manager: SlotForPerson, report = manager, given: { idealDay?: number; dueDay?: number } = {}): CostParts {
  return slotCost({ manager, report, idealDay: manager.start.day, dueDay: manager.start.day + 7, ...given });
}

describe('inconvenience', () => {
  test('at ten on the ideal day between other entries, costs nothing', () => {
    expect(totalOf(cost(at('10:00')))).toBe(0);
  });

  test('a day early is borne more easily than a day after the ideal day', () => {
    expect(cost(at('10:00'), at('10:00'), { idealDay: wednesday + 1 }).distanceFromIdeal).toBe(2);
    expect(cost(at('10:00'), at('10:00'), { idealDay: wednesday - 1 }).distanceFromIdeal).toBe(4);
  });

  test('each day late weighs on top', () => {
    expect(cost(at('10:00'), at('10:00'), { dueDay: wednesday - 3 }).late).toBe(60);
  });

  test('an hour outside the comfortable day for both is better than two for one of them', () => {
    const shared = cost(at('09:00'), at('16:00'));
    const onOneSide = cost(at('10:00'), at('17:00'));
    expect(shared.timeOfDay).toBe(24);
    expect(onOneSide.timeOfDay).toBe(48);
  });

  test('running into lunch, and starting off the full hour, are small things', () => {
    expect(cost(at('12:00'), at('10:00')).timeOfDay).toBe(10);
    expect([cost(at('10:15')), cost(at('10:30')), cost(at('10:45'))].map(({ timeOfDay }) => timeOfDay)).toEqual([
      2, 4, 2,
    ]);
  });

  test('Monday first thing and Friday last thing count for each person', () => {
    expect(cost(at('10:15', { day: monday })).edgesOfWeek).toBe(30);
    expect(cost(at('10:30', { day: monday })).edgesOfWeek).toBe(0);
    expect(cost(at('14:15', { day: friday }), at('13:00', { day: friday })).edgesOfWeek).toBe(15);
  });

  test('cutting up a long free block costs by the smaller piece, at its edge nothing', () => {
    expect(cost(at('10:00', { freeBefore: 30, freeAfter: 120 })).brokenBlocks).toBe(6);
    expect(cost(at('10:00', { freeBefore: 180, freeAfter: 180 })).brokenBlocks).toBe(12);
    expect(cost(at('10:00', { freeAfter: 240 })).brokenBlocks).toBe(0);
    expect(cost(at('10:00', { freeBefore: 15, freeAfter: 30 })).brokenBlocks).toBe(0);
  });

  test('the further conversations of a week cost more and more', () => {
    expect([1, 2, 3].map(costOfPositionInWeek)).toEqual([0, 20, 40]);
  });
});
