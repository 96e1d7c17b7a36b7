import { digestViewStore, type DigestView } from '@throughline/db/digest-view-store.ts';
import type { AppContext } from './context.ts';

/** Null where there is none of that id. */
export function readDigest(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, digestId }: { organizationId: string; digestId: string },
): Promise<DigestView | null> {
  return db.inOrganization(organizationId, (tx) => digestViewStore(tx).byId(digestId));
}
