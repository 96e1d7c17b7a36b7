import { describe } from 'vitest';
import { aMonthOfPush } from './testing/a-month-of-push.ts';
import { everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('thirty days of push at %s', (provider) => aMonthOfPush({ provider, seed: 1, runs: 1 }));
