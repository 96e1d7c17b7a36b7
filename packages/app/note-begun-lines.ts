import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { sweepStore } from '@throughline/db/sweep-store.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

const name = 'note-begun-lines';

/**
 * A line that was stated ahead begins, or ends, without anybody stating anything that day: the person has another manager
 * all the same, and whoever asks what was modified is told. Answers how many.
 */
export async function noteBegunLines(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) return 0;
    const { timeZone } = organization;
    const sweeps = sweepStore(tx);
    const last = await sweeps.lastRunFor(name);
    const today = localDateOf({ instant: now, timeZone });
    const after = last === null ? null : localDateOf({ instant: last, timeZone });
    if (after !== null && Temporal.PlainDate.compare(after, today) >= 0) return 0;
    if (!(await sweeps.advance({ name, to: now })) || after === null) return 0;
    const ids = await reportingLineStore(tx).reportsWithChangeBetween({ after, until: today });
    await peopleStore(tx).touch({ ids, now });
    return ids.length;
  });
}
