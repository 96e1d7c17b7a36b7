import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { PublishedCoverage, PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { unitName } from './unit-name.ts';
import type { Workforce } from './workforce.ts';

/** A unit's row as pages, API and CSV have it: its numbers, or why there are none. */
export function coverageRow({
  row,
  stale,
  workforce,
}: {
  row: PublishedRow;
  stale: boolean;
  workforce: Pick<Workforce, 'organization' | 'people'>;
}): CoverageReport['rows'][number] {
  const named = { unit: unitKey(row.unit), name: unitName({ unit: row.unit, workforce }), kind: row.unit.kind };
  if (row.hidden) return { ...named, numbers: null, hidden_because: row.why };
  if (stale) return { ...named, numbers: null, hidden_because: 'Withheld: calendars were last read too long ago.' };
  return { ...named, numbers: numbersOf(row.coverage), hidden_because: null };
}

function numbersOf(counted: PublishedCoverage): NonNullable<CoverageReport['rows'][number]['numbers']> {
  return {
    current: { ...counted.current },
    has_a_date: { ...counted.hasDate },
    booked_ahead: { ...counted.bookedAhead },
    due_without_a_date: counted.dueWithoutDate,
    awaiting_confirmation: counted.awaitingOutcome,
    held: { ...counted.held },
    proactive: { ...counted.proactive },
    median_lead_days: counted.medianLeadDays,
    moves: counted.moves,
    past_longest_gap: {
      through_leave: counted.pastLongestGap.throughLeave,
      otherwise: counted.pastLongestGap.otherwise,
    },
    not_connected: counted.notConnected,
    stale_calendar: counted.stale,
    exempt: counted.exempt,
    leavers_without: counted.leavers && { ...counted.leavers },
  };
}
