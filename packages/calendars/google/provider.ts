import type { CalendarProvider } from '@throughline/app/ports/calendar.ts';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import { createCallLimits, type ProviderLimits } from '../call-limits.ts';
import { googleAttendance } from './attendance.ts';
import { changes } from './changes.ts';
import { createGoogleClient } from './client.ts';
import { googleEvents } from './events.ts';
import { freeBusy } from './free-busy.ts';
import { googleOAuth } from './oauth.ts';
import { ownEntries } from './own-entries.ts';
import { googlePush } from './push.ts';
import { recurringOccurrences } from './recurring-occurrences.ts';
import { timeZone } from './settings.ts';

/** Over a sliding minute, for each person and for the project (developers.google.com/workspace/calendar/api/guides/quota). */
const googleQuotaPerMinute = 600;
const projectQuotaPerMinute = 10_000;
/** Calls arrive a little later than they left, and not all by the same time. */
const minute = 60_100;

export type GoogleSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** GOOGLE_API_BASE_URL and GOOGLE_OAUTH_BASE_URL, without a trailing slash; null: Google's own. */
  readonly apiBaseUrl: string | null;
  readonly oauthBaseUrl: string | null;
  /** For each connection; Google's own quota unless said otherwise. The sandbox lives weeks in a minute and has none. */
  readonly callsPerMinute?: number;
  /** For all connections together, likewise. Projects older than May 2026 have quotas of their own. */
  readonly projectCallsPerMinute?: number;
};

export function googleProvider({
  settings,
  shared,
  wall,
}: {
  settings: GoogleSettings;
  shared: SharedQuota;
  wall: () => Temporal.Instant;
}): CalendarProvider {
  const { clientId, clientSecret, apiBaseUrl, oauthBaseUrl } = settings;
  const limits = createCallLimits({
    project: `google ${clientId}`,
    limits: googleLimits(settings),
    gate: null,
    shared,
    wall,
  });
  const client = createGoogleClient({ apiBaseUrl, limits, wall });
  return {
    name: 'google',
    oauth: googleOAuth({ clientId, clientSecret, baseUrl: oauthBaseUrl, wall }),
    events: googleEvents(client),
    freeBusy: (input) => freeBusy({ client, ...input }),
    ownEntries: (input) => ownEntries({ client, ...input }),
    recurringOccurrences: (input) => recurringOccurrences({ client, ...input }),
    changes: (input) => changes({ client, ...input }),
    attendance: googleAttendance(client),
    push: googlePush({ client, isStandIn: apiBaseUrl !== null }),
    timeZone: (input) => timeZone({ client, ...input }),
    // Google's API tells nobody's working hours.
    workingHours: () => Promise.resolve(new Map()),
  };
}

/** A person takes any number of calls at once, so what counts of a call is when it began. */
export function googleLimits({
  callsPerMinute = googleQuotaPerMinute,
  projectCallsPerMinute = projectQuotaPerMinute,
}: Pick<GoogleSettings, 'callsPerMinute' | 'projectCallsPerMinute'> = {}): ProviderLimits {
  // Settings without a limit for each person are of a stand-in that has none at all.
  const calls = Number.isFinite(callsPerMinute) ? projectCallsPerMinute : callsPerMinute;
  return {
    project: { calls, within: minute, alone: null },
    mailbox: { calls: callsPerMinute, within: minute, alone: { longestCall: 0 } },
  };
}
