import { describe, expect, test } from 'vitest';
import { aSlot, someRules } from '../testing/builders.ts';
import { aPlannedPerson, ben } from '../testing/planning-builders.ts';
import type { PlannablePerson } from './planning-input.ts';
import { isOutsideHours } from './outside-hours.ts';
import { whoseTurn } from './whose-turn.ts';

const plannable = (person: ReturnType<typeof ben>) => person as PlannablePerson;
/** Nine to five in New York and nine to three in Berlin: they meet at no hour, 14:00Z is the fringe of Berlin, 13:00Z of New York. */
const manager = plannable(ben({ timeZone: 'America/New_York' }));
const report = plannable(aPlannedPerson({ workingHours: { 3: [{ from: '09:00', to: '15:00' }] } }));
const rules = someRules();
const managerGaveWay = aSlot({ start: '2026-12-09T13:00:00Z' });
const reportGaveWay = aSlot({ start: '2026-12-16T14:00:00Z' });
const nobodyDid = aSlot({ start: '2026-12-09T14:00:00Z' });
const turn = (earlier: readonly ReturnType<typeof aSlot>[], sequence = 1) =>
  whoseTurn({ manager, report, conversation: { earlier, sequence, rules } });

describe('where hours do not meet', () => {
  test('it is the turn of whoever did not give way the last time, whatever the number of the conversation', () => {
    for (const sequence of [1, 2]) {
      expect(turn([managerGaveWay], sequence)).toBe('report');
      expect(turn([reportGaveWay], sequence)).toBe('manager');
    }
  });

  test('the latest time counts, in whatever order they come', () => {
    expect(turn([reportGaveWay, managerGaveWay])).toBe('manager');
    expect(turn([managerGaveWay, reportGaveWay])).toBe('manager');
  });

  test('a time at which nobody gave way, or both did, says nothing: the one before decides', () => {
    const late = { start: nobodyDid.start.add({ hours: 24 * 14 }), end: nobodyDid.end.add({ hours: 24 * 14 }) };
    const both = aSlot({ start: '2027-01-06T03:00:00Z' });
    const inHours = { ...report, workingHours: { 3: [{ from: '09:00', to: '17:00' }] } };
    const conversation = { earlier: [managerGaveWay, late, both], sequence: 1, rules };
    expect(whoseTurn({ manager, report: inHours, conversation })).toBe('report');
  });

  test('over many conversations nobody gives way twice running', () => {
    const earlier: (typeof managerGaveWay)[] = [];
    const turns: string[] = [];
    for (let week = 0; week < 8; week += 1) {
      const side = turn(earlier, week + 1);
      turns.push(side);
      const { start, end } = side === 'manager' ? managerGaveWay : reportGaveWay;
      const days = { hours: 24 * 7 * (side === 'manager' ? week : week - 1) };
      earlier.push({ start: start.add(days), end: end.add(days) });
    }
    expect(turns.filter((side, index) => side === turns[index + 1])).toEqual([]);
  });

  test('the first time it is the manager’s turn', () => {
    expect(turn([], 1)).toBe('manager');
  });
});

test.each([
  ['09:00', '10:00', false],
  ['08:45', '09:45', true],
  ['16:15', '17:15', true],
  ['16:00', '17:00', false],
])('from %s to %s is outside hours from nine to five: %s', (from, to, expected) => {
  const on = (time: string) =>
    Temporal.PlainDateTime.from(`2026-12-09T${time}`).toZonedDateTime('Asia/Kolkata').toInstant();
  const slot = { start: on(from), end: on(to) };
  expect(isOutsideHours({ slot, hours: rules.defaultWorkingHours, timeZone: 'Asia/Kolkata' })).toBe(expected);
});

test('a day nobody works on that weekday is outside', () => {
  const slot = aSlot({ start: '2026-12-12T10:00:00Z' });
  expect(isOutsideHours({ slot, hours: rules.defaultWorkingHours, timeZone: 'Europe/Berlin' })).toBe(true);
});
