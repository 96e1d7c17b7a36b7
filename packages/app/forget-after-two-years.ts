import { organizationStore } from '@throughline/db/organization-store.ts';
import { retentionStore } from '@throughline/db/retention-store.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

const keptFor = { years: 2 } as const;
/** So many conversations in one sweep. */
const most = 500;

/**
 * Where a works council's terms hold: of conversations that ended two years ago only dates, state and grade are kept,
 * and no mail or weekly email of before. The dates have to stay, since the next due date and the figures are counted
 * from them. Answers how much was forgotten.
 */
export function forgetAfterTwoYears(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization?.worksCouncil) return 0;
    const { timeZone } = organization;
    const before = localDateOf({ instant: now, timeZone }).subtract(keptFor).toZonedDateTime(timeZone).toInstant();
    const retention = retentionStore(tx);
    const ids = await retention.conversationsWithMore({ before, limit: most });
    await retention.forgetMoreThanDates(ids);
    return ids.length + (await retention.forgetMails({ before }));
  });
}
