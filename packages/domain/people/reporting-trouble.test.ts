import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aReportingLine, day } from '../testing/builders.ts';
import { managerOn } from './reporting-line.ts';
import { danglingManagers, findCycles, withoutCycles } from './reporting-trouble.ts';

const on = day('2026-11-23');
const line = (reportId: string, managerId: string) => aReportingLine({ reportId, managerId });

test('a circle is reported once, from its smallest id, and those who only report into it are not part of it', () => {
  const lines = [line('ana', 'ben'), line('ben', 'dia'), line('dia', 'cem'), line('cem', 'ben')];
  expect(findCycles({ lines, on })).toEqual([['ben', 'dia', 'cem']]);
});

test('somebody who reports to themselves is a circle of one', () => {
  expect(findCycles({ lines: [line('ana', 'ana'), line('ben', 'ana')], on })).toEqual([['ana']]);
});

test('a tree has no circles and loses no line', () => {
  const lines = [line('ana', 'ben'), line('abe', 'ben'), line('ben', 'cem')];
  expect(findCycles({ lines, on })).toEqual([]);
  expect(withoutCycles({ lines, on })).toEqual(lines);
});

test('kept out of the tree are the lines that close the circle, not those that lead to it', () => {
  const into = line('ana', 'ben');
  expect(withoutCycles({ lines: [into, line('ben', 'cem'), line('cem', 'ben')], on })).toEqual([into]);
});

test('a circle that ended yesterday is none today', () => {
  const lines = [line('ana', 'ben'), aReportingLine({ reportId: 'ben', managerId: 'ana', validTo: on })];
  expect(findCycles({ lines, on })).toEqual([]);
  expect(findCycles({ lines, on: on.subtract({ days: 1 }) })).toEqual([['ana', 'ben']]);
});

test('without the circles, every walk up ends', () => {
  const someone = fc.constantFrom('ana', 'ben', 'cem', 'dia', 'eli', 'fay');
  fc.assert(
    fc.property(fc.array(fc.tuple(someone, someone), { maxLength: 8 }), someone, (pairs, start) => {
      const lines = withoutCycles({ lines: pairs.map(([reportId, managerId]) => line(reportId, managerId)), on });
      const seen = new Set<string>();
      for (let at: string | null = start; at !== null; at = managerOn({ lines, reportId: at, on })) {
        expect(seen).not.toContain(at);
        seen.add(at);
      }
    }),
  );
});

test('managers whom HR has not sent are listed once', () => {
  const lines = [line('ana', 'zoe'), line('abe', 'zoe'), line('ben', 'cem')];
  expect(danglingManagers({ lines, knownIds: new Set(['ana', 'abe', 'ben', 'cem']), on })).toEqual(['zoe']);
});
