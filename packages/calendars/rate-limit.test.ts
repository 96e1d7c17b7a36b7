import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { testClock } from '@throughline/testing/test-clock.ts';
import { describe, expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

const within = Temporal.Duration.from({ minutes: 1 });

const take = ({
  limit,
  times,
  connectionId = 'ana',
}: {
  limit: ReturnType<typeof createRateLimit>;
  times: number;
  connectionId?: string;
}) => {
  for (let call = 0; call < times; call += 1) limit.take({ connectionId });
};

const refusalOf = (act: () => void): CalendarError => {
  try {
    act();
  } catch (error) {
    if (error instanceof CalendarError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a rate limit of 600 a minute', () => {
  const setUp = () => {
    const clock = testClock({ now: '2027-03-01T09:00:00Z' });
    return { clock, limit: createRateLimit({ calls: 600, within, wall: () => clock.wall() }) };
  };

  test('lets 600 calls of a connection go and refuses the next with the time to wait', () => {
    const { clock, limit } = setUp();
    take({ limit, times: 300 });
    clock.advanceWallBy({ seconds: 20 });
    take({ limit, times: 300 });
    const refusal = refusalOf(() => limit.take({ connectionId: 'ana' }));
    expect(refusal.kind).toBe('throttled');
    expect(refusal.retryAfter?.total('seconds')).toBe(40);
  });

  test('counts the calls inside one request each for itself, and never refuses more than can ever go', () => {
    const { clock, limit } = setUp();
    take({ limit, times: 590 });
    clock.advanceWallBy({ seconds: 20 });
    limit.take({ connectionId: 'ana', calls: 10 });
    const refusal = refusalOf(() => limit.take({ connectionId: 'ana', calls: 20 }));
    expect(refusal.retryAfter?.total('seconds')).toBe(40);
    expect(() => limit.take({ connectionId: 'ben', calls: 601 })).not.toThrow();
  });

  test('slides: never more than 600 in any sixty seconds', () => {
    const { clock, limit } = setUp();
    take({ limit, times: 300 });
    clock.advanceWallBy({ seconds: 50 });
    take({ limit, times: 300 });
    clock.advanceWallBy({ seconds: 10 });
    take({ limit, times: 300 });
    expect(refusalOf(() => limit.take({ connectionId: 'ana' })).kind).toBe('throttled');
  });

  test('counts each connection for itself', () => {
    const { limit } = setUp();
    take({ limit, times: 600 });
    take({ limit, times: 600, connectionId: 'ben' });
    expect(refusalOf(() => limit.take({ connectionId: 'ben' })).kind).toBe('throttled');
  });

  test('holds every call back until the moment the provider named, and no shorter wish shortens it', () => {
    const { clock, limit } = setUp();
    const now = clock.wall();
    limit.pause({ connectionId: 'ana', until: now.add({ seconds: 30 }) });
    limit.pause({ connectionId: 'ana', until: now.add({ seconds: 5 }) });
    clock.advanceWallBy({ seconds: 29 });
    expect(refusalOf(() => limit.take({ connectionId: 'ana' })).retryAfter?.total('seconds')).toBe(1);
    clock.advanceWallBy({ seconds: 1 });
    expect(() => limit.take({ connectionId: 'ana' })).not.toThrow();
  });
});
