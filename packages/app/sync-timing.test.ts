import { expect, test } from 'vitest';
import { CalendarError } from './ports/calendar-error.ts';
import { nextPoll, pollAfterFailure } from './sync-timing.ts';

const now = Temporal.Instant.from('2027-03-01T09:00:00Z');
const minutesUntil = (instant: Temporal.Instant) => now.until(instant).total('minutes');
const ids = Array.from({ length: 300 }, (_, index) => `connection-${index}`);

test('every calendar is read again within thirteen minutes, two before its quarter of an hour is over', () => {
  const waits = ids.map((connectionId) => minutesUntil(nextPoll({ connectionId, now })));
  expect(Math.max(...waits)).toBeLessThanOrEqual(13);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(12);
});

test('calendars connected together are not read together', () => {
  const moments = new Set(ids.map((connectionId) => nextPoll({ connectionId, now }).epochMilliseconds));
  expect(moments.size).toBeGreaterThan(50);
});

test('failures back off and stay within the quarter of an hour, unless the provider wishes for longer', () => {
  const after = (failures: number, retryAfter: Temporal.Duration | null = null) =>
    minutesUntil(
      pollAfterFailure({ error: new CalendarError({ kind: 'throttled', message: '', retryAfter }), failures, now }),
    );
  expect([0, 1, 2].map((failures) => after(failures))).toEqual([0.5, 1, 2]);
  expect(after(40)).toBe(12);
  expect(after(0, Temporal.Duration.from({ hours: 2 }))).toBe(120);
});
