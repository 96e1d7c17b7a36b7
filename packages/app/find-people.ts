import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';

const most = 8;

/** The first few whose name or address holds this text, for HR to choose from; nobody without any. */
export async function findPeople(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, search }: { organizationId: string; search: string },
): Promise<readonly { readonly displayName: string; readonly workEmail: string }[]> {
  if (search.trim() === '') return [];
  return db.inOrganization(organizationId, (tx) => peopleStore(tx).search({ text: search.trim(), limit: most }));
}
