import { expect, test } from 'vitest';
import { at, day, someRules } from '../testing/builders.ts';
import { workload, workloadSentence, type OpenConversation } from './workload.ts';

const today = day('2026-11-02');
const rules = someRules();
const timeZone = 'Europe/Berlin';
const an = (given: Partial<OpenConversation> = {}): OpenConversation => ({
  dueOn: day('2027-01-15'),
  startsAt: null,
  waitsForCapacity: false,
  ...given,
});
const many = (count: number, given: (index: number) => Partial<OpenConversation> = () => ({})) =>
  Array.from({ length: count }, (_, index) => an(given(index)));
const of = (open: readonly OpenConversation[]) => workload({ open, rules, timeZone, today });

test('as many as the weeks hold is nothing to speak of', () => {
  expect(of(many(20))).toBeNull();
});

test('one more is said with its arithmetic: thirteen weeks less three of lead time, two a week', () => {
  expect(of(many(21))).toMatchObject({ due: 21, horizonWeeks: 13, weeks: 10, room: 20 });
  expect(workloadSentence(of(many(21))!)).toBe(
    'You have 21 conversations due within 13 weeks. 2 a week in the 10 weeks that leave everybody their lead time are room for 20, so 1 goes beyond that.',
  );
});

test('what is due later, or is nearer than the lead time already, takes nothing of the room', () => {
  const near = an({ startsAt: at('2026-11-10T09:00:00Z') });
  const later = an({ dueOn: day('2027-03-01') });
  expect(of([...many(20), near, later])).toBeNull();
});

test('it tells what became of the rest: fuller weeks, after the due date, without a date', () => {
  const fullWeek = ['07', '08', '09', '10'].map((date) => an({ startsAt: at(`2026-12-${date}T09:00:00Z`) }));
  const late = an({ dueOn: day('2026-12-16'), startsAt: at('2026-12-17T09:00:00Z') });
  const stuck = an({ waitsForCapacity: true });
  const found = of([...many(18), ...fullWeek, late, stuck]);
  expect(found).toMatchObject({ due: 24, beyond: 2, late: 1, withoutDate: 1 });
  expect(workloadSentence(found!)).toMatch(
    /so 4 go beyond that\. As it stands, 2 are in a week that holds more than 2, 1 comes after the due date and 1 could use help finding a time\.$/,
  );
});

test('where the weeks would hold them and the days are taken, it says that', () => {
  expect(workloadSentence(of([an({ waitsForCapacity: true })])!)).toBe(
    'You have 1 conversation due within 13 weeks. 2 a week in the 10 weeks that leave everybody their lead time are room for 20, and yet not every one of them finds a free day. As it stands, 1 could use help finding a time.',
  );
});
