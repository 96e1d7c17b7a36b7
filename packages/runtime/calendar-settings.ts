import type { CalendarSettings } from '@throughline/calendars/registry.ts';
import type { Settings } from './env.ts';

/** The providers whose clients are set, each at its own hosts unless the settings name others. */
export function calendarSettings({ google, microsoft, baseUrls }: Settings): CalendarSettings {
  const { googleApi, googleOauth, microsoftGraph, microsoftLogin } = baseUrls;
  return {
    google: google && { ...google, apiBaseUrl: googleApi, oauthBaseUrl: googleOauth },
    microsoft: microsoft && { ...microsoft, graphBaseUrl: microsoftGraph, loginBaseUrl: microsoftLogin },
  };
}
