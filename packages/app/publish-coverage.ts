import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { coverage } from '@throughline/domain/coverage/coverage.ts';
import type { CoverageFact } from '@throughline/domain/coverage/coverage-fact.ts';
import { publishWeek, type CoverageMemory } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey, unitsOf } from '@throughline/domain/coverage/units.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { loadConversationFacts, loadCoverageFacts } from './coverage-facts.ts';
import { isServed } from './is-served.ts';
import { leaverFacts } from './leaver-facts.ts';
import { organizationPolicy } from './organization-policy.ts';
import { loadPulse } from './load-pulse.ts';
import { loadTrust } from './trust-in-data.ts';
import { loadStaff } from './workforce.ts';
import type { Staff } from './workforce.ts';

/** A day's figures, and what they were counted from. */
export type CountedCoverage = {
  readonly snapshot: CoverageSnapshot;
  /** What the next week has to be judged beside. */
  readonly memory: CoverageMemory;
  readonly workforce: Staff;
  readonly facts: readonly CoverageFact[];
  readonly policy: Policy;
};

/** Takes this ISO week's snapshot unless there is one; answers whether it is new. */
export async function publishCoverage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<boolean> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return false;
    const asOf = localDateOf({ instant: now, timeZone: organization.timeZone });
    if ((await coverageStore(tx).snapshotOf(isoWeekOf(asOf))) !== null) return false;
    const counted = await countCoverage({ tx, organizationId, asOf, now });
    if (counted === null) return false;
    await coverageStore(tx).addSnapshot(counted.snapshot, counted.memory);
    const { isoWeek } = counted.snapshot;
    await webhookEventStore(tx).add([
      { type: 'report.published', at: now, data: { report: 'coverage', week: isoWeek } },
    ]);
    return true;
  });
}

/** Counts as of one day, without storing. Null where no policy was ever published. */
export async function countCoverage({
  tx,
  organizationId,
  asOf,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  asOf: Temporal.PlainDate;
  now: Temporal.Instant;
}): Promise<CountedCoverage | null> {
  const workforce = await loadStaff({ tx, organizationId, now });
  const policy = organizationPolicy(workforce.policies);
  if (policy === null) return null;
  const conversations = await loadConversationFacts(tx);
  const facts = await loadCoverageFacts({ tx, workforce, conversations, asOf, now });
  const leavers = leaverFacts({ workforce, conversations, asOf });
  const trust = await loadTrust({ tx, workforce, facts, asOf, now });
  const units = unitsOf({ facts, leavers });
  const before = await coverageStore(tx).memory();
  const { rows, memory } = publishWeek({ units, asOf, policy, memory: before });
  const pulse = workforce.organization.pulse
    ? await loadPulse({ tx, units: units.map(({ unit }) => unitKey(unit)), asOf, policy })
    : null;
  const { exempt } = coverage({ facts, asOf, policy });
  const snapshot = { isoWeek: isoWeekOf(asOf), asOf, policyId: policy.id, rows, trust, pulse, exempt, takenAt: now };
  return { snapshot, memory, workforce, facts, policy };
}
