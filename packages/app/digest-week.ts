import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { standingWeeks } from '@throughline/domain/coverage/standing-rows.ts';
import { policyNotes } from '@throughline/domain/digest/policy-notes.ts';
import { isMailedInWeekOf } from '@throughline/domain/reminders/mail-rhythm.ts';
import type { DigestRecipient } from './digest-recipients.ts';
import { policyVersions } from './policy-versions.ts';
import type { CountedCoverage } from './publish-coverage.ts';

/** What the digests of one week are written from. */
export type DigestWeek = {
  readonly snapshot: CoverageSnapshot;
  /** Of the weeks before, oldest first. */
  readonly earlier: readonly CoverageSnapshot[];
  /** What changed in the policies, by ISO week. */
  readonly notes: ReadonlyMap<string, string>;
  /** Everybody whom the mail goes to this week. */
  readonly mailed: readonly DigestRecipient[];
  /** Of the same moment as the mail. */
  readonly counted: CountedCoverage;
};

export async function loadDigestWeek({
  tx,
  snapshot,
  mailed,
  counted,
}: { tx: Transaction } & Pick<DigestWeek, 'snapshot' | 'mailed' | 'counted'>): Promise<DigestWeek> {
  const { timeZone } = counted.workforce.organization;
  const upTo = await coverageStore(tx).snapshotsUpTo({ isoWeek: snapshot.isoWeek, limit: standingWeeks });
  return {
    snapshot,
    earlier: upTo.filter(({ isoWeek }) => isoWeek < snapshot.isoWeek),
    notes: policyNotes(await policyVersions({ tx, timeZone })),
    mailed,
    counted,
  };
}

/** Those who want the mail of the week that begins on `monday`. */
export async function mailedInWeekOf({
  tx,
  monday,
  everybody,
}: {
  tx: Transaction;
  monday: Temporal.PlainDate;
  everybody: readonly DigestRecipient[];
}): Promise<readonly DigestRecipient[]> {
  const chosen = await mailOptOutStore(tx).chosen('weekly-digest');
  return everybody.filter(({ person }) => isMailedInWeekOf({ monday, rhythm: chosen.get(person.id) ?? 'weekly' }));
}
