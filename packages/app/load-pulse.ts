import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { pulseStore } from '@throughline/db/pulse-store.ts';
import { publishPulse, quarterBefore, type PublishedPulse } from '@throughline/domain/coverage/pulse.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';

/**
 * What reports said it was like in the quarter before a day, as leadership may see it. What was published of a quarter
 * once stays as it was: with other units in another week, the two together could tell more than either.
 */
export async function loadPulse({
  tx,
  units,
  asOf,
  policy,
}: {
  tx: Transaction;
  /** In order of importance. */
  units: readonly string[];
  asOf: Temporal.PlainDate;
  policy: Policy;
}): Promise<PublishedPulse> {
  const quarter = quarterBefore(asOf);
  const published = (await coverageStore(tx).latestSnapshot())?.pulse;
  if (published?.quarter === quarter) return published;
  const { minimumPeople, minimumManagers } = policy.rules;
  return publishPulse({
    asOf,
    units,
    marks: await pulseStore(tx).marksOf(quarter),
    counts: await pulseStore(tx).countsOf(quarter),
    minimums: { minimumPeople, minimumManagers },
  });
}
