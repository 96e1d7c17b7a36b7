import { describe } from 'vitest';
import { aMonthOfPush } from './testing/a-month-of-push.ts';
import { everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('thirty days of push at %s, again and again', (provider) =>
  aMonthOfPush({ provider, seed: 2, runs: 12 }),
);
