import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { managersOn, type ReportingLine } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';

/** A week's published rows and who among the leaders reports to whom: as much of an organisation as its dashboard needs. */
export type CoverageView = {
  readonly organization: Organization;
  readonly snapshot: CoverageSnapshot;
  /** Of the week before; null where none was taken. */
  readonly before: CoverageSnapshot | null;
  readonly policy: Policy;
  /** Of leaders alone. */
  readonly linesOf: ReadonlyMap<string, readonly ReportingLine[]>;
  /** Each leader's own manager on the day of the snapshot. */
  readonly managers: ReadonlyMap<string, string>;
};

/** Null where no snapshot was taken. Reads no person and no conversation, so that it takes as long as there are units. */
export async function loadCoverageView({
  tx,
  organizationId,
  week,
}: {
  tx: Transaction;
  organizationId: string;
  /** The latest without one. */
  week: string | null;
}): Promise<CoverageView | null> {
  const organization = await organizationStore(tx).byId(organizationId);
  if (organization === null) throw new Error(`There is no organisation ${organizationId}.`);
  const store = coverageStore(tx);
  const isoWeek = week ?? (await store.weeks({ limit: 1 }))[0];
  if (isoWeek === undefined) return null;
  const recent = await store.snapshotsUpTo({ isoWeek, limit: 2 });
  const snapshot = recent.find((each) => each.isoWeek === isoWeek);
  if (snapshot === undefined) return null;
  const policy = (await policyStore(tx).all()).find(({ id }) => id === snapshot.policyId);
  if (policy === undefined) throw new Error(`The snapshot of ${isoWeek} names a policy that is not there`);
  const leaderIds = new Set(
    recent.flatMap(({ rows }) => rows.flatMap(({ unit }) => (unit.kind === 'leader' ? [unit.leaderId] : []))),
  );
  const lines = await reportingLineStore(tx).ofReports([...leaderIds]);
  return {
    organization,
    snapshot,
    before: recent.find((each) => each.isoWeek !== isoWeek) ?? null,
    policy,
    linesOf: Map.groupBy(lines, ({ reportId }) => reportId),
    managers: managersOn({ lines, on: snapshot.asOf }),
  };
}
