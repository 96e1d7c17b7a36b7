import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { unitName } from './unit-name.ts';
import type { Workforce } from './workforce.ts';

/** "Was it about what you want?" of the units shown; null where an organisation does not ask. */
export function coveragePulse({
  snapshot: { pulse, rows },
  shown,
  workforce,
}: {
  snapshot: Pick<CoverageSnapshot, 'pulse' | 'rows'>;
  shown: ReadonlySet<string>;
  workforce: Pick<Workforce, 'organization' | 'people'>;
}): CoverageReport['pulse'] {
  const unitOf = new Map(rows.map(({ unit }) => [unitKey(unit), unit]));
  return (
    pulse && {
      quarter: pulse.quarter,
      rows: pulse.rows.flatMap(({ unit: key, given }) => {
        const unit = shown.has(key) && unitOf.get(key);
        return unit ? [{ unit: key, name: unitName({ unit, workforce }), given: { ...given } }] : [];
      }),
    }
  );
}
