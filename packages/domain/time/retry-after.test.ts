import { expect, test } from 'vitest';
import { retryAfterOf } from './retry-after.ts';

const wall = Temporal.Instant.from('2027-03-01T09:00:00Z');
const seconds = (header: string | null) => retryAfterOf({ header, wall })?.total('seconds') ?? null;

test('seconds are taken as they are', () => {
  expect(seconds('120')).toBe(120);
  expect(seconds(' 0 ')).toBe(0);
});

test('a date is taken from now on, rounded up and never negative', () => {
  expect(seconds('Mon, 01 Mar 2027 09:02:00 GMT')).toBe(120);
  expect(seconds('Mon, 01 Mar 2027 08:00:00 GMT')).toBe(0);
  const between = retryAfterOf({ header: 'Mon, 01 Mar 2027 09:00:10 GMT', wall: wall.add({ milliseconds: 400 }) });
  expect(between?.total('seconds')).toBe(10);
});

test('no wish, and one that cannot be read, is none', () => {
  for (const header of [null, '', 'soon', '-5']) expect(seconds(header)).toBeNull();
});
