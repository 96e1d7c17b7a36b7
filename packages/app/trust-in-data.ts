import { connectionStore } from '@throughline/db/connection-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { isAsked } from '@throughline/domain/coverage/summary.ts';
import type { CoverageFact } from '@throughline/domain/coverage/coverage-fact.ts';
import { calendarTrouble, hoursUnread } from '@throughline/domain/connection/calendar-trouble.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import type { TrustInData } from '@throughline/domain/digest/trust-in-data.ts';
import { isActiveOn } from '@throughline/domain/people/person.ts';
import type { Staff } from './workforce.ts';

/** How far figures can be relied on at this moment: what is not connected, not read, or missing in the HR data. */
export async function loadTrust({
  tx,
  workforce,
  facts,
  asOf,
  now,
}: {
  tx: Transaction;
  workforce: Staff;
  facts: readonly CoverageFact[];
  asOf: Temporal.PlainDate;
  now: Temporal.Instant;
}): Promise<TrustInData> {
  const connections = await connectionStore(tx).all();
  const calendars = connections.filter(({ status, purpose }) => status === 'active' && purpose === 'organize');
  const hours = calendars.map((connection) => hoursUnread({ connection, now }));
  const asked = facts.filter(isAsked);
  const unconnected = asked.flatMap(({ managers, managerConnected }) => (managerConnected ? [] : managers.slice(0, 1)));
  const employed = [...workforce.people.values()].filter((person) => isActiveOn({ person, on: asOf }));
  return {
    hoursSinceSync: hours.length === 0 ? null : Math.max(0, ...hours),
    calendars: {
      working: hours.length,
      stale: hours.filter((hoursSinceSync) => isStale({ hoursSinceSync })).length,
    },
    managersNotConnected: new Set(unconnected).size,
    // Those that are merely read too long ago are counted as stale.
    brokenConnections: connections.filter(
      (connection) =>
        connection.status !== 'disconnected' && (calendarTrouble({ connection, now })?.because ?? null) !== null,
    ).length,
    reportsWithoutManager: facts.filter(
      ({ eligibility, managers }) =>
        managers.length === 0 && !eligibility.eligible && eligibility.because === 'no_active_manager',
    ).length,
    peopleWithoutTimeZone: employed.filter(({ timeZone }) => timeZone === null).length,
  };
}
