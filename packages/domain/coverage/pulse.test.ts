import { expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { publishPulse, quarterBefore, quarterOf, type PulseCount, type PulseMark } from './pulse.ts';

const minimums = { minimumPeople: 5, minimumManagers: 3 };
const marks = (count: number, managers: number, units: readonly string[], from = 0): PulseMark[] =>
  Array.from({ length: count }, (_, index) => ({
    conversationId: `conversation-${from + index}`,
    reportId: `report-${from + index}`,
    managerId: `manager-${index % managers}`,
    units,
  }));
const count = (unit: string, answer: PulseCount['answer'], given: number): PulseCount => ({ unit, answer, given });
const publish = (given: readonly PulseMark[], counts: readonly PulseCount[], units = ['everyone', 'group:North']) =>
  publishPulse({ asOf: day('2027-04-05'), units, marks: given, counts, minimums });

test('of the quarter that is over, each unit with enough answers and managers is published', () => {
  const counts = [count('everyone', 'yes', 4), count('everyone', 'rather_not_say', 1), count('everyone', 'no', 1)];
  expect(publish(marks(6, 3, ['everyone']), counts)).toEqual({
    quarter: '2027-Q1',
    rows: [{ unit: 'everyone', given: { yes: 4, partly: 0, no: 1, rather_not_say: 1 } }],
  });
});

test('too few answers, or of too few managers, are not', () => {
  const counts = [count('everyone', 'yes', 9)];
  expect(publish(marks(4, 3, ['everyone']), counts).rows).toEqual([]);
  expect(publish(marks(9, 2, ['everyone']), counts).rows).toEqual([]);
});

test('somebody who answered twice in a quarter is one person', () => {
  const twice = marks(4, 3, ['everyone']);
  const [first] = twice;
  expect(
    publish([...twice, { ...first!, conversationId: 'conversation-9' }], [count('everyone', 'yes', 5)]).rows,
  ).toEqual([]);
});

test('a unit that would give away a smaller part beside a larger one is left out', () => {
  const all = [...marks(8, 4, ['everyone', 'group:North']), ...marks(2, 2, ['everyone'], 100)];
  const counts = [count('everyone', 'yes', 10), count('group:North', 'yes', 8)];
  expect(publish(all, counts).rows.map(({ unit }) => unit)).toEqual(['everyone']);
});

test('a quarter is the one a day is in', () => {
  expect([quarterOf(day('2027-01-01')), quarterOf(day('2027-12-31'))]).toEqual(['2027-Q1', '2027-Q4']);
  expect([quarterBefore(day('2027-01-04')), quarterBefore(day('2027-05-31'))]).toEqual(['2026-Q4', '2027-Q1']);
});
