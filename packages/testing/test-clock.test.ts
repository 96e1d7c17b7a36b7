import { expect, test } from 'vitest';
import { testClock } from './test-clock.ts';

test('a test clock stands still until it is moved, and its two times move apart', () => {
  const clock = testClock({ now: '2026-03-28T12:00:00Z' });
  expect(clock.now().toString()).toBe('2026-03-28T12:00:00Z');
  clock.advanceBy({ days: 7 });
  expect(clock.now().toString()).toBe('2026-04-04T12:00:00Z');
  expect(clock.wall().toString()).toBe('2026-03-28T12:00:00Z');
  clock.advanceWallBy('PT5M');
  expect(clock.wall().toString()).toBe('2026-03-28T12:05:00Z');
  clock.set('2026-01-01T00:00:00Z');
  expect(clock.now().toString()).toBe('2026-01-01T00:00:00Z');
});
