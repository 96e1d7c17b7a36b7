import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aPolicy, day } from '../testing/builders.ts';
import { daysBetween } from '../time/local-date.ts';
import type { Outlook } from './preview-outlook.ts';
import { minutesByQuarter, quartersUntil } from './preview-quarters.ts';

const outlook = (managerId: string | null, ...dues: string[]): Outlook => ({
  policy: aPolicy({ rules: { durationMinutes: 90 } }),
  managerId,
  dues: dues.map((dueOn) => ({ dueOn: day(dueOn), why: [] })),
});
const nobody: Outlook = { policy: null, managerId: 'ben', dues: [] };

test('quarters follow each other without a gap from today to the last day', () => {
  const days = fc.integer({ min: 0, max: 3_000 }).map((offset) => day('2024-01-01').add({ days: offset }));
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 800 }), (today, length) => {
      const until = today.add({ days: length });
      const quarters = quartersUntil({ today, until });
      expect([quarters[0]!.from.toString(), quarters.at(-1)!.to.toString()]).toEqual(
        [today, until].map((date) => date.toString()),
      );
      for (const [index, { from, to, name }] of quarters.entries()) {
        expect(name).toBe(`${from.year}-Q${Math.ceil(from.month / 3)}`);
        expect(Math.ceil(to.month / 3)).toBe(Math.ceil(from.month / 3));
        if (index > 0) expect(daysBetween(quarters[index - 1]!.to, from)).toBe(1);
      }
    }),
  );
});

test('each conversation counts in the quarter it is due, one that was due before today in the first', () => {
  const quarters = quartersUntil({ today: day('2026-11-28'), until: day('2027-05-30') });
  const minutes = minutesByQuarter({
    quarters,
    outlooks: [
      { reportId: 'ana', now: outlook('ben', '2026-11-01', '2027-04-30'), draft: nobody, whyPolicy: null },
      { reportId: 'cleo', now: nobody, draft: outlook('ben', '2027-01-01', '2027-03-31'), whyPolicy: null },
      { reportId: 'dan', now: outlook(null, '2027-01-05'), draft: outlook('eve', '2027-05-30'), whyPolicy: null },
    ],
  });
  expect(quarters.map(({ name }) => name)).toEqual(['2026-Q4', '2027-Q1', '2027-Q2']);
  expect([...minutes]).toEqual([
    [
      'ben',
      [
        { now: 90, draft: 0 },
        { now: 0, draft: 180 },
        { now: 90, draft: 0 },
      ],
    ],
    [
      'eve',
      [
        { now: 0, draft: 0 },
        { now: 0, draft: 0 },
        { now: 0, draft: 90 },
      ],
    ],
  ]);
});
