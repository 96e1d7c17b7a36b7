import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';

/** The organisation is found by the address's domain, then the person in it. Null says nothing about which was missing. */
export async function findSignIn(
  { db }: Pick<AppContext, 'db'>,
  { email }: { email: string },
): Promise<{ organization: Organization; person: StoredPerson } | null> {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const organization = await db.acrossOrganizations((tx) => organizationStore(tx).byMailDomain(domain));
  if (organization === null) return null;
  const person = await db.inOrganization(organization.id, (tx) => peopleStore(tx).byEmail(email));
  return person === null || person.status === 'inactive' ? null : { organization, person };
}
