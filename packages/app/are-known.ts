import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';

/** Whether all of these are people of the organisation. */
export async function areKnown(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, personIds }: { organizationId: string; personIds: readonly string[] },
): Promise<boolean> {
  const wanted = [...new Set(personIds)];
  if (wanted.length === 0) return true;
  const found = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byIds(wanted));
  return found.length === wanted.length;
}
