import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aReportingLine, day } from '../testing/builders.ts';
import {
  directReportsOn,
  managerChangedOn,
  managerOn,
  managerSince,
  skipLevelOn,
  subtreeOn,
} from './reporting-line.ts';
import type { ReportingLine } from './reporting-line.ts';

const on = day('2026-11-23');
const line = (reportId: string, managerId: string, validFrom = '2026-01-01', validTo: string | null = null) =>
  aReportingLine({ reportId, managerId, validFrom: day(validFrom), validTo: validTo === null ? null : day(validTo) });

describe('a manager on a day', () => {
  test('on the day a line ends the next one holds', () => {
    const lines = [line('ana', 'ben', '2026-01-01', '2026-11-23'), line('ana', 'cem', '2026-11-23')];
    expect(managerOn({ lines, reportId: 'ana', on: day('2026-11-22') })).toBe('ben');
    expect(managerOn({ lines, reportId: 'ana', on })).toBe('cem');
  });

  test('where HR forgot to end a line, the one that began last holds', () => {
    const lines = [line('ana', 'cem', '2026-06-01'), line('ana', 'ben', '2026-01-01')];
    expect(managerOn({ lines, reportId: 'ana', on })).toBe('cem');
  });

  test('nobody is their own manager', () => {
    expect(managerOn({ lines: [line('ana', 'ana')], reportId: 'ana', on })).toBeNull();
  });

  test('a manager HR has not sent yet is still the manager', () => {
    expect(managerOn({ lines: [line('ana', 'not-sent-yet')], reportId: 'ana', on })).toBe('not-sent-yet');
  });
});

describe('the tree', () => {
  const lines = [line('ana', 'ben'), line('abe', 'ben'), line('ben', 'cem'), line('cem', 'dia')];

  test('direct reports are those one step down, the subtree everyone below', () => {
    expect(directReportsOn({ lines, managerId: 'ben', on })).toEqual(['ana', 'abe']);
    expect(subtreeOn({ lines, managerId: 'cem', on })).toEqual(['ben', 'ana', 'abe']);
  });

  test("the skip-level is the manager's manager, and nobody at the top has one", () => {
    expect(skipLevelOn({ lines, reportId: 'ana', on })).toBe('cem');
    expect(skipLevelOn({ lines, reportId: 'cem', on })).toBeNull();
    expect(skipLevelOn({ lines, reportId: 'dia', on })).toBeNull();
  });

  test("two who report to each other have no skip-level, and each is in the other's subtree once", () => {
    const circle = [line('ana', 'ben'), line('ben', 'ana')];
    expect(skipLevelOn({ lines: circle, reportId: 'ana', on })).toBeNull();
    expect(subtreeOn({ lines: circle, managerId: 'ana', on })).toEqual(['ben']);
  });
});

describe('since when', () => {
  test('a line cut in two with the same manager is one time with them', () => {
    const lines = [line('ana', 'ben', '2026-01-01', '2026-06-01'), line('ana', 'ben', '2026-06-01')];
    expect(managerSince({ lines, reportId: 'ana', on })).toEqual(day('2026-01-01'));
  });

  test('a manager who comes back is counted from their return', () => {
    const lines = [
      line('ana', 'ben', '2026-01-01', '2026-03-01'),
      line('ana', 'cem', '2026-03-01', '2026-06-01'),
      line('ana', 'ben', '2026-06-01'),
    ];
    expect(managerSince({ lines, reportId: 'ana', on })).toEqual(day('2026-06-01'));
  });

  test("a manager whose line lay under another's is counted from when that one ended", () => {
    const lines = [line('ana', 'ben', '2026-01-01'), line('ana', 'cem', '2026-03-01', '2026-06-01')];
    expect(managerSince({ lines, reportId: 'ana', on })).toEqual(day('2026-06-01'));
  });

  test("the first manager we know of is nobody's new manager", () => {
    expect(managerChangedOn({ lines: [line('ana', 'ben', '2026-11-20')], reportId: 'ana', on })).toBeNull();
    const returned = [line('ana', 'ben', '2026-01-01', '2026-03-01'), line('ana', 'ben', '2026-11-20')];
    expect(managerChangedOn({ lines: returned, reportId: 'ana', on })).toBeNull();
    const changed = [line('ana', 'ben', '2026-01-01', '2026-11-20'), line('ana', 'cem', '2026-11-20')];
    expect(managerChangedOn({ lines: changed, reportId: 'ana', on })).toEqual(day('2026-11-20'));
  });
});

describe('any lines at all', () => {
  const someone = fc.constantFrom('ana', 'ben', 'cem', 'dia', 'eli');
  const anyLine: fc.Arbitrary<ReportingLine> = fc
    .record({
      reportId: someone,
      managerId: someone,
      from: fc.nat({ max: 400 }),
      days: fc.option(fc.nat({ max: 200 })),
    })
    .map(({ reportId, managerId, from, days }) => {
      const validFrom = day('2026-01-01').add({ days: from });
      return { reportId, managerId, validFrom, validTo: days === null ? null : validFrom.add({ days }) };
    });
  const anyLines = fc.array(anyLine, { maxLength: 15 });

  test("everyone with a manager is that manager's direct report and below everyone above them", () => {
    fc.assert(
      fc.property(anyLines, someone, (lines, reportId) => {
        const managerId = managerOn({ lines, reportId, on });
        if (managerId === null) return;
        expect(directReportsOn({ lines, managerId, on })).toContain(reportId);
        expect(subtreeOn({ lines, managerId, on })).toContain(reportId);
      }),
    );
  });

  test('the manager was the same on every day since, and not on the day before', () => {
    fc.assert(
      fc.property(anyLines, someone, (lines, reportId) => {
        const manager = managerOn({ lines, reportId, on });
        const since = managerSince({ lines, reportId, on });
        expect(since === null).toBe(manager === null);
        if (since === null) return;
        expect(managerOn({ lines, reportId, on: since.subtract({ days: 1 }) })).not.toBe(manager);
        for (let date = since; !date.equals(on); date = date.add({ days: 1 })) {
          expect(managerOn({ lines, reportId, on: date })).toBe(manager);
        }
      }),
      { numRuns: 50 },
    );
  });
});
