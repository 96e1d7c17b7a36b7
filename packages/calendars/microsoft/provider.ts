import type { CalendarProvider } from '@throughline/app/ports/calendar.ts';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import { createCallLimits, type ProviderLimits } from '../call-limits.ts';
import { createConcurrencyGate } from '../concurrency-gate.ts';
import { microsoftAttendance } from './attendance.ts';
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
const callsAtOnce = 4;
/** For the application over all tenants (the same page, global limits), in ten seconds. */
const callsOfApplication = 130_000;
/** Calls arrive a little later than they left, and not all by the same time. */
const tenMinutes = 600_300;
const tenSeconds = 10_050;
/** A call that has no answer by then was given up. */
const longestCall = 21_000;

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
  shared,
  wall,
}: {
  settings: MicrosoftSettings;
  shared: SharedQuota;
  wall: () => Temporal.Instant;
}): CalendarProvider {
  const { clientId, clientSecret, tenant, graphBaseUrl, loginBaseUrl } = settings;
  const limits = createCallLimits({
    project: `microsoft ${clientId}`,
    limits: microsoftLimits(settings),
    gate: createConcurrencyGate({ places: callsAtOnce }),
    shared,
    wall,
  });
  const client = createGraphClient({ graphBaseUrl, limits, wall });
  return {
    name: 'microsoft',
    oauth: microsoftOAuth({ clientId, clientSecret, tenant, baseUrl: loginBaseUrl, wall }),
    events: microsoftEvents(client),
    freeBusy: (input) => freeBusy({ client, ...input }),
    ownEntries: (input) => ownEntries({ client, ...input }),
    recurringOccurrences: (input) => recurringOccurrences({ client, ...input }),
    changes: (input) => changes({ client, ...input }),
    attendance: microsoftAttendance(client),
    push: microsoftPush({ client, isStandIn: graphBaseUrl !== null }),
    timeZone: (input) => timeZone({ client, wall: wall(), ...input }),
    workingHours: (input) => workingHours({ client, wall: wall(), ...input }),
  };
}

/** A mailbox takes four calls at once, whichever process makes them: one process at a time has it. */
export function microsoftLimits({
  callsPerTenMinutes: calls = callsPerMailbox,
}: Pick<MicrosoftSettings, 'callsPerTenMinutes'> = {}): ProviderLimits {
  return {
    // Settings without a limit for each mailbox are of a stand-in that has none at all.
    project: { calls: Number.isFinite(calls) ? callsOfApplication : calls, within: tenSeconds, alone: null },
    mailbox: { calls, within: tenMinutes, alone: { longestCall } },
  };
}
