import type { CoverageFact } from '../coverage/coverage-fact.ts';
import { day } from './builders.ts';

/** Builders for tests of coverage and digest, as of Monday, 23 November 2026. */
export const countingDay = day('2026-11-23');

/** Eligible, current, confirmed last time, no date yet and none needed soon. */
export function aCoverageFact(given: Partial<CoverageFact> = {}): CoverageFact {
  return {
    reportId: 'ana',
    managers: ['ben'],
    groups: [],
    eligibility: { eligible: true },
    exemption: null,
    managerConnected: true,
    calendarStale: false,
    dueOn: day('2027-02-01'),
    upcoming: null,
    awaitingOutcome: false,
    last: { grade: 'confirmed', proactive: true },
    managerMoves: 0,
    pastGap: null,
    ...given,
  };
}

/** As many facts of one manager as asked, each with its own report. */
export function aTeam({
  managers,
  size,
  ...given
}: Partial<CoverageFact> & { managers: readonly string[]; size: number }): readonly CoverageFact[] {
  return Array.from({ length: size }, (_, index) =>
    aCoverageFact({ reportId: `${managers[0]}-report-${index}`, managers, ...given }),
  );
}
