import { afterAll } from 'vitest';
import { calendarContract } from '../calendar.contract.ts';
import { startGoogleWorld } from '../testing/google-world.ts';

const world = await startGoogleWorld({ wall: () => Temporal.Now.instant() });
afterAll(() => world.close());

calendarContract({ name: 'Google', worldOf: () => world });
