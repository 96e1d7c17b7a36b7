import type { CoverageByWeek } from '@throughline/contracts/v1/coverage.ts';
import { coverageStore } from '@throughline/db/coverage-store.ts';
import { definitionsOf } from '@throughline/domain/coverage/definitions.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import type { AppContext } from './context.ts';
import { coverageRow } from './coverage-row.ts';
import { loadWorkforce } from './workforce.ts';

/** One unit's figures in the weekly snapshots up to one of them, as leadership may see them; null where no week has the unit. */
export function coverageByWeek(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, unit, until, weeks }: { organizationId: string; unit: string; until: string | null; weeks: number },
): Promise<CoverageByWeek | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const store = coverageStore(tx);
    const last = until ?? (await store.latestSnapshot())?.isoWeek;
    if (last === undefined) return null;
    const snapshots = await store.snapshotsUpTo({ isoWeek: last, limit: weeks });
    const found = snapshots.flatMap((snapshot) => {
      const row = snapshot.rows.find((one) => unitKey(one.unit) === unit);
      return row === undefined ? [] : [{ snapshot, row }];
    });
    const latest = found.at(-1);
    if (latest === undefined) return null;
    const workforce = await loadWorkforce({ tx, organizationId, now: clock.now() });
    const policy = workforce.policies.find(({ id }) => id === latest.snapshot.policyId);
    if (policy === undefined)
      throw new Error(`The snapshot of ${latest.snapshot.isoWeek} names a policy that is not there`);
    const { name, kind } = coverageRow({ row: latest.row, stale: false, workforce });
    return {
      unit,
      name,
      kind,
      weeks: found.map(({ snapshot, row }) => {
        const { numbers, hidden_because } = coverageRow({ row, stale: isStale(snapshot.trust), workforce });
        return {
          iso_week: snapshot.isoWeek,
          as_of: snapshot.asOf.toString(),
          taken_at: snapshot.takenAt.toString(),
          headline: numbers === null || row.hidden ? null : row.coverage.headline.kind,
          numbers,
          hidden_because,
        };
      }),
      definitions: [...definitionsOf(policy.rules)],
    };
  });
}
