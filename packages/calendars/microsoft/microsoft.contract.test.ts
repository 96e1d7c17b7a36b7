import { afterAll } from 'vitest';
import { calendarContract } from '../calendar.contract.ts';
import { startMicrosoftWorld } from '../testing/microsoft-world.ts';

const world = await startMicrosoftWorld({ wall: () => Temporal.Now.instant() });
afterAll(() => world.close());

calendarContract({ name: 'Microsoft', worldOf: () => world });
