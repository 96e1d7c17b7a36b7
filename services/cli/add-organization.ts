import { createOrganization } from '@throughline/app/create-organization.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { Refusal } from './refusal.ts';
import { operator } from './with-organization.ts';

export type OrganizationAnswers = {
  readonly name: string;
  /** From the name where it is not given. */
  readonly slug?: string;
  readonly mailDomains: readonly string[];
  readonly timeZone: string;
  readonly administrator: {
    readonly givenName: string;
    readonly familyName: string;
    readonly workEmail: string;
  } | null;
};

export type AddedOrganization = {
  readonly organizationId: string;
  readonly administratorId: string | null;
  readonly slug: string;
};

/** A draft organisation from an operator's answers; refuses what would leave people unable to sign in. */
export async function addOrganization({
  context,
  answers: { slug: givenSlug, administrator, ...organization },
}: {
  context: OperatorContext;
  answers: OrganizationAnswers;
}): Promise<AddedOrganization> {
  const slug = givenSlug ?? slugOf(organization.name);
  const domain = administrator?.workEmail.split('@').at(-1);
  if (domain !== undefined && !organization.mailDomains.includes(domain)) {
    throw new Refusal(
      `The administrator could not sign in: ${domain} is not among ${organization.mailDomains.join(', ')}.`,
    );
  }
  for (const mailDomain of organization.mailDomains) {
    const owner = await context.db.acrossOrganizations((tx) => organizationStore(tx).byMailDomain(mailDomain));
    if (owner !== null)
      throw new Refusal(`Addresses in ${mailDomain} belong to the organisation ${owner.slug} already.`);
  }
  const created = await createOrganization(context, {
    ...organization,
    slug,
    administrator,
    demo: false,
    actor: operator,
  });
  if (created.kind === 'slug_taken')
    throw new Refusal(`There is an organisation ${slug} already. --slug names it otherwise.`);
  return { ...created, slug };
}

/** "Müller & Söhne GmbH" becomes muller-sohne-gmbh. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'organization' : slug;
}
