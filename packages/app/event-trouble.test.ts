import { expect, test } from 'vitest';
import { nextAttemptAfter } from './event-trouble.ts';
import { CalendarError, type CalendarErrorKind } from './ports/calendar-error.ts';

const wall = Temporal.Instant.from('2027-03-01T09:00:00Z');
const minutesUntilNext = ({ kind, attempts }: { kind: CalendarErrorKind; attempts: number }) =>
  nextAttemptAfter({ error: new CalendarError({ kind, message: 'no' }), attempts, wall })
    ?.since(wall)
    .total('minutes');

test('what only a new connection mends waits for it, however many days that takes', () => {
  for (const kind of ['grant_revoked', 'scope_missing', 'admin_needed'] as const) {
    expect(minutesUntilNext({ kind, attempts: 1 })).toBeUndefined();
  }
});

test('a fault of ours is tried again within a quarter of an hour, as what passes by itself is', () => {
  for (const kind of ['misconfigured', 'unavailable', 'uncertain', 'throttled'] as const) {
    expect(minutesUntilNext({ kind, attempts: 1 })).toBeLessThan(1);
    expect(minutesUntilNext({ kind, attempts: 50 })).toBe(15);
  }
});

test('what was understood and refused waits a day', () => {
  expect(minutesUntilNext({ kind: 'refused', attempts: 1 })).toBe(24 * 60);
});
