import type { Transaction } from '@throughline/db/database.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { PublishedVersion } from '@throughline/domain/digest/policy-effects.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

/** Every version of every policy on the organisation's day on which it was published, oldest first. */
export async function policyVersions({
  tx,
  timeZone,
}: {
  tx: Transaction;
  timeZone: string;
}): Promise<readonly PublishedVersion[]> {
  const publications = await policyStore(tx).publications();
  return publications.map(({ publishedAt, ...publication }) => ({
    ...publication,
    publishedOn: localDateOf({ instant: publishedAt, timeZone }),
  }));
}
