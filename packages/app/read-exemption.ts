import { exemptionViewStore } from '@throughline/db/exemption-view-store.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';
import type { ShownExemption } from './page-of-exemptions.ts';
import { stretchOn } from './stretch-on.ts';

/** Null where the organisation has no such exemption, and where it is a hold. */
export async function readExemption(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<ShownExemption | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const today = await organizationToday({ tx, organizationId, now: clock.now() });
    const found = await exemptionViewStore(tx).byId(id);
    return found && { ...found, state: stretchOn({ ...found, today }) };
  });
}
