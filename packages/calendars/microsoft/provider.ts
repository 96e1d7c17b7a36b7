import type { CalendarProvider } from '@throughline/app/ports/calendar.ts';
import { createConcurrencyGate } from '../concurrency-gate.ts';
import { createRateLimit } from '../rate-limit.ts';
import { changes } from './changes.ts';
import { createGraphClient } from './client.ts';
import { microsoftEvents } from './events.ts';
import { freeBusy } from './free-busy.ts';
import { microsoftOAuth } from './oauth.ts';
import { ownEntries } from './own-entries.ts';
import { microsoftPush } from './push.ts';
import { recurringOccurrences } from './recurring-occurrences.ts';
import { timeZone } from './settings.ts';
import { workingHours } from './working-hours.ts';

/** For each mailbox and application (learn.microsoft.com/graph/throttling-limits, Outlook service limits). */
const callsPerMailbox = 10_000;
const tenMinutes = Temporal.Duration.from({ minutes: 10 });
const callsAtOnce = 4;

export type MicrosoftSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `common`, `organizations`, or one tenant by id or domain. */
  readonly tenant: string;
  /** MICROSOFT_GRAPH_BASE_URL and MICROSOFT_LOGIN_BASE_URL, without a trailing slash; null: Microsoft's own. */
  readonly graphBaseUrl: string | null;
  readonly loginBaseUrl: string | null;
  /** For each connection; Microsoft's own limit unless said otherwise. The sandbox lives weeks in a minute. */
  readonly callsPerTenMinutes?: number;
};

export function microsoftProvider({
  settings,
  wall,
}: {
  settings: MicrosoftSettings;
  wall: () => Temporal.Instant;
}): CalendarProvider {
  const { clientId, clientSecret, tenant, graphBaseUrl, loginBaseUrl } = settings;
  const { callsPerTenMinutes: calls = callsPerMailbox } = settings;
  const rateLimit = createRateLimit({ calls, within: tenMinutes, wall });
  const gate = createConcurrencyGate({ places: callsAtOnce });
  const client = createGraphClient({ graphBaseUrl, rateLimit, gate, wall });
  return {
    name: 'microsoft',
    oauth: microsoftOAuth({ clientId, clientSecret, tenant, baseUrl: loginBaseUrl, wall }),
    events: microsoftEvents(client),
    freeBusy: (input) => freeBusy({ client, ...input }),
    ownEntries: (input) => ownEntries({ client, ...input }),
    recurringOccurrences: (input) => recurringOccurrences({ client, ...input }),
    changes: (input) => changes({ client, ...input }),
    push: microsoftPush({ client, isStandIn: graphBaseUrl !== null }),
    timeZone: (input) => timeZone({ client, wall: wall(), ...input }),
    workingHours: (input) => workingHours({ client, wall: wall(), ...input }),
  };
}
