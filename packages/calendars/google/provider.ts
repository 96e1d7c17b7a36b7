import type { CalendarProvider } from '@throughline/app/ports/calendar.ts';
import { createRateLimit } from '../rate-limit.ts';
import { changes } from './changes.ts';
import { createGoogleClient } from './client.ts';
import { googleEvents } from './events.ts';
import { freeBusy } from './free-busy.ts';
import { googleOAuth } from './oauth.ts';
import { ownEntries } from './own-entries.ts';
import { googlePush } from './push.ts';
import { recurringOccurrences } from './recurring-occurrences.ts';
import { timeZone } from './settings.ts';

/** For each person and project, over a sliding minute (developers.google.com/workspace/calendar/api/guides/quota). */
const googleQuotaPerMinute = 600;
const minute = Temporal.Duration.from({ minutes: 1 });

export type GoogleSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** GOOGLE_API_BASE_URL and GOOGLE_OAUTH_BASE_URL, without a trailing slash; null: Google's own. */
  readonly apiBaseUrl: string | null;
  readonly oauthBaseUrl: string | null;
  /** For each connection; Google's own quota unless said otherwise. The sandbox lives weeks in a minute and has none. */
  readonly callsPerMinute?: number;
};

export function googleProvider({
  settings,
  wall,
}: {
  settings: GoogleSettings;
  wall: () => Temporal.Instant;
}): CalendarProvider {
  const { clientId, clientSecret, apiBaseUrl, oauthBaseUrl, callsPerMinute = googleQuotaPerMinute } = settings;
  const rateLimit = createRateLimit({ calls: callsPerMinute, within: minute, wall });
  const client = createGoogleClient({ apiBaseUrl, rateLimit, wall });
  return {
    name: 'google',
    oauth: googleOAuth({ clientId, clientSecret, baseUrl: oauthBaseUrl, wall }),
    events: googleEvents(client),
    freeBusy: (input) => freeBusy({ client, ...input }),
    ownEntries: (input) => ownEntries({ client, ...input }),
    recurringOccurrences: (input) => recurringOccurrences({ client, ...input }),
    changes: (input) => changes({ client, ...input }),
    push: googlePush({ client, isStandIn: apiBaseUrl !== null }),
    timeZone: (input) => timeZone({ client, ...input }),
    // Google's API tells nobody's working hours.
    workingHours: () => Promise.resolve(new Map()),
  };
}
