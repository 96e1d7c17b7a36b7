import { employeeViewStore, type EmployeeView } from '@throughline/db/employee-view-store.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

/** One person as HR systems are told; null where the organisation has nobody of that id. */
export async function readEmployee(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<EmployeeView | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const on = await organizationToday({ tx, organizationId, now: clock.now() });
    return employeeViewStore(tx, { on }).byId(personId);
  });
}
