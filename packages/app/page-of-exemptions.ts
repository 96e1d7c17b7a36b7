import { exemptionViewStore, type ExemptionFilter, type ExemptionView } from '@throughline/db/exemption-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';
import { organizationToday } from './organization-today.ts';
import { stretchOn } from './stretch-on.ts';

/** An exemption that is no hold, as it stands today. */
export type ShownExemption = ExemptionView & { readonly state: 'ahead' | 'running' | 'over' };

/** One page of exemptions for an API client, without holds. Somebody in the filter whom nobody here knows is not found. */
export async function pageOfExemptions(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: ExemptionFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<ShownExemption>> {
  return db.inOrganization(organizationId, async (tx) => {
    const { personId } = filter;
    if (personId !== undefined && (await peopleStore(tx).byId(personId)) === null) return { kind: 'not_found' };
    const today = await organizationToday({ tx, organizationId, now: clock.now() });
    return listPage({
      organizationId,
      list: 'exemptions',
      cursor,
      pageSize,
      read: async (from, limit) => {
        const found = await exemptionViewStore(tx).page({ filter, on: today, from, limit });
        return found.map((one) => ({ ...one, state: stretchOn({ ...one, today }) }));
      },
    });
  });
}
