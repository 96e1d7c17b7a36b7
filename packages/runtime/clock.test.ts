import { expect, test } from 'vitest';
import { movableClock, systemClock } from './clock.ts';

/** What the record would round away. */
const beyondMicroseconds = (moment: Temporal.Instant) => moment.epochNanoseconds % 1000n;

test('no clock tells more than PostgreSQL keeps, so a moment read back is the moment written', () => {
  const moved = movableClock();
  moved.moveTo(Temporal.Instant.from('2027-01-25T11:00:00.123456789Z'));
  for (let reading = 0; reading < 100; reading += 1)
    for (const tell of [systemClock.now, systemClock.wall, moved.now, moved.wall])
      expect(beyondMicroseconds(tell())).toBe(0n);
});
