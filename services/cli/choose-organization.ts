import type { Organization } from '@throughline/db/organization-store.ts';
import { Refusal } from './refusal.ts';

/** The organisation by its slug; without one, the only one there is. */
export function chooseOrganization({
  organizations,
  slug,
}: {
  organizations: readonly Organization[];
  slug: string | undefined;
}): Organization {
  const slugs = organizations.map((organization) => organization.slug).join(', ');
  if (organizations.length === 0) {
    throw new Refusal('There is no organisation yet. throughline organization create makes one.');
  }
  const wanted = organizations.filter((organization) => slug === undefined || organization.slug === slug);
  const [first, second] = wanted;
  if (first === undefined) throw new Refusal(`There is no organisation ${slug}. There are: ${slugs}.`);
  if (second !== undefined) throw new Refusal(`Say which organisation with --organization. There are: ${slugs}.`);
  return first;
}
