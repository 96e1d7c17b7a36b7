import type { Transaction } from '@throughline/db/database.ts';
import { directoryUserStore } from '@throughline/db/directory-user-store.ts';
import type { AppContext } from './context.ts';
import { isUuid, unknownResource } from './directory-refusal.ts';
import { organizationToday } from './organization-today.ts';
import type { ScimResource } from './scim-resource.ts';
import { showDirectoryUsers, type ShownUser } from './show-directory-users.ts';

export async function readDirectoryUser(
  context: Pick<AppContext, 'db' | 'clock' | 'publicUrl'>,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<ScimResource> {
  return context.db.inOrganization(organizationId, async (tx) => {
    const today = await organizationToday({ tx, organizationId, now: context.clock.now() });
    return readStoredUser(context, { tx, id, today });
  });
}

type Sought = { readonly tx: Transaction; readonly id: string; readonly today: Temporal.PlainDate };

export async function readStoredUser(context: Pick<AppContext, 'publicUrl'>, sought: Sought): Promise<ScimResource> {
  return (await findShownUser(context, sought)).resource;
}

/** Refuses an id nobody here has: whoever was deleted is not here. */
export async function findShownUser(
  context: Pick<AppContext, 'publicUrl'>,
  { tx, id, today }: Sought,
): Promise<ShownUser> {
  const user = isUuid(id) ? await directoryUserStore(tx).byId(id) : null;
  const [shown] = user === null ? [] : await showDirectoryUsers(context, { tx, users: [user], today });
  if (!shown) throw unknownResource(id);
  return shown;
}
