import { policyViewStore, type PolicyView } from '@throughline/db/policy-view-store.ts';
import type { AppContext } from './context.ts';

/** One version of a policy; null where the organisation has none of that id. */
export async function readPolicy(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<PolicyView | null> {
  return db.inOrganization(organizationId, (tx) => policyViewStore(tx).byId(id));
}
