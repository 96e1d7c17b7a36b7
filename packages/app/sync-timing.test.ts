import { expect, test } from 'vitest';
import { CalendarError } from './ports/calendar-error.ts';
import { nextPoll, pollAfterFailure, pushAfterFailure } from './sync-timing.ts';

const now = Temporal.Instant.from('2027-03-01T09:00:00Z');
const minutesUntil = (instant: Temporal.Instant) => now.until(instant).total('minutes');
const ids = Array.from({ length: 300 }, (_, index) => `connection-${index}`);

test('every calendar is read again within thirteen minutes, two before its quarter of an hour is over', () => {
  const waits = ids.map((connectionId) => minutesUntil(nextPoll({ connectionId, isDoubtful: false, now })));
  expect(Math.max(...waits)).toBeLessThanOrEqual(13);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
});

test('calendars connected together are spread over the whole interval', () => {
  const waits = ids.map((connectionId) => minutesUntil(nextPoll({ connectionId, isDoubtful: false, now })));
  const inThirds = Map.groupBy(waits, (wait) => Math.floor(((wait - 1) % 12) / 4));
  for (const third of inThirds.values()) expect(third.length).toBeGreaterThan(ids.length / 4.5);
});

test('a calendar keeps its place, however late the sweep came and whatever it was read for in between', () => {
  for (const connectionId of ids.slice(0, 20)) {
    const place = nextPoll({ connectionId, isDoubtful: false, now });
    const late = nextPoll({ connectionId, isDoubtful: false, now: place.add({ seconds: 55 }) });
    expect(place.until(late).total('minutes')).toBe(12);
    const early = nextPoll({ connectionId, isDoubtful: false, now: place.subtract({ minutes: 5 }) });
    expect(early.equals(place)).toBe(true);
  }
});

test('where push says less than it should, a calendar is read twice as often', () => {
  const waits = ids.map((connectionId) => minutesUntil(nextPoll({ connectionId, isDoubtful: true, now })));
  expect(Math.max(...waits)).toBeLessThanOrEqual(7);
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

test('a channel that cannot be opened is tried again for ever, after hours at last', () => {
  const error = new CalendarError({ kind: 'unavailable', message: '' });
  const after = (failures: number) => minutesUntil(pushAfterFailure({ error, failures, now }));
  expect([after(0), after(1), after(40)]).toEqual([0.5, 1, 360]);
});
