import { hrSourceStore, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';

export type PeopleSources = {
  readonly organization: Organization;
  /** The one that counts most first. */
  readonly sources: readonly StoredHrSource[];
  /** Whether this is the only organisation here, for which an issuer speaks without being named. */
  readonly isAlone: boolean;
};

/** Where people come from, and where they sign in. */
export async function peopleSourcesPage(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<PeopleSources> {
  const all = await db.acrossOrganizations((tx) => organizationStore(tx).all());
  const organization = all.find(({ id }) => id === organizationId);
  if (organization === undefined) throw new Error(`There is no organisation ${organizationId}`);
  const sources = await db.inOrganization(organizationId, (tx) => hrSourceStore(tx).all());
  return { organization, sources, isAlone: all.length === 1 };
}
