import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import { openOperatorContext, type OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { chooseOrganization } from './choose-organization.ts';
import { readInstallation } from './read-installation.ts';

/** As the audit names whoever is at the command line. */
export const operator = { kind: 'operator' } as const;

export type OrganizationOption = { readonly organization?: string };
export const organizationOption = ['-o, --organization <slug>', 'which organisation, where there are several'] as const;

/** Connects, does the work and lets go again. */
export async function withContext<T>(
  work: (at: { context: OperatorContext; installation: Installation }) => Promise<T>,
): Promise<T> {
  const installation = await readInstallation();
  const { context, close } = await openOperatorContext({ installation });
  try {
    return await work({ context, installation });
  } finally {
    await close();
  }
}

export function withOrganization<T>(
  { organization: slug }: OrganizationOption,
  work: (at: { context: OperatorContext; installation: Installation; organization: Organization }) => Promise<T>,
): Promise<T> {
  return withContext(async ({ context, installation }) => {
    const organizations = await context.db.acrossOrganizations((tx) => organizationStore(tx).all());
    return work({ context, installation, organization: chooseOrganization({ organizations, slug }) });
  });
}
