import { createCalendarRegistry, type CalendarSettings } from '@throughline/calendars/registry.ts';
import { startGoogleWorld } from '@throughline/calendars/testing/google-world.ts';
import { startMicrosoftWorld } from '@throughline/calendars/testing/microsoft-world.ts';
import { startSandboxWorld } from '@throughline/calendars/testing/sandbox-world.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { afterAll } from 'vitest';
import type { ProviderName } from '../ports/calendar.ts';
import { testContext } from './test-context.ts';

export type TwoClouds = Awaited<ReturnType<typeof twoClouds>>;

/**
 * Like a booking context, with both clouds played by one sandbox: invitations travel between them. `worlds` has each
 * cloud's people; `offered` are the providers whose clients are set; `wall` is the machine's time, moved as far as the
 * clock's wall time was. Call it at the top of a file.
 */
export async function twoClouds({
  now = '2026-11-02T08:00:00Z',
  offered = ['google', 'microsoft'],
}: { now?: string; offered?: readonly ProviderName[] } = {}) {
  const started = machineTime();
  const context = await testContext({ now, wall: started });
  // Tokens say from when they are good, by the machine's time, and a test may take its time.
  const wall = () => machineTime().add(started.until(context.clock.wall()));
  const sandbox = await startSandboxWorld();
  afterAll(() => sandbox.close());
  await sandbox.control('POST', 'clock', { set: now });
  const worlds = {
    google: await startGoogleWorld({ wall, sandbox }),
    microsoft: await startMicrosoftWorld({ wall, sandbox }),
  };
  const settings: CalendarSettings = {
    google: offered.includes('google') ? worlds.google.settings : null,
    microsoft: offered.includes('microsoft') ? worlds.microsoft.settings : null,
  };
  const calendars = createCalendarRegistry({ settings, wall });
  return { ...context, wall, calendars, settings, sandbox, worlds };
}
