import { employeeGroupStore, type EmployeeGroup } from '@throughline/db/employee-group-store.ts';
import type { AppContext } from './context.ts';

/** One group, one that is no more too; null where the organisation has none of that id. */
export async function readGroup(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<EmployeeGroup | null> {
  return db.inOrganization(organizationId, (tx) => employeeGroupStore(tx).byId(id));
}
