import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarProvider, CalendarRegistry } from '@throughline/app/ports/calendar.ts';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import { googleProvider, type GoogleSettings } from './google/provider.ts';
import { ownQuota } from './own-quota.ts';
import { microsoftProvider, type MicrosoftSettings } from './microsoft/provider.ts';

/** What each provider needs; null where no client is registered. */
export type CalendarSettings = {
  readonly google: GoogleSettings | null;
  readonly microsoft: MicrosoftSettings | null;
};

/** The one place that names the providers. */
export function createCalendarRegistry({
  settings,
  shared = ownQuota(),
  wall,
}: {
  settings: CalendarSettings;
  /** This process's own where no other one calls. */
  shared?: SharedQuota;
  wall: () => Temporal.Instant;
}): CalendarRegistry {
  const providers: readonly CalendarProvider[] = [
    settings.google && googleProvider({ settings: settings.google, shared, wall }),
    settings.microsoft && microsoftProvider({ settings: settings.microsoft, shared, wall }),
  ].filter((provider) => provider !== null);
  return {
    offered: () => providers.map((provider) => provider.name),
    provider(name) {
      const provider = providers.find((candidate) => candidate.name === name);
      if (provider !== undefined) return provider;
      throw new CalendarError({ kind: 'misconfigured', message: `No OAuth client is set for ${name}.` });
    },
  };
}
