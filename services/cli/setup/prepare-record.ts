import { organizationStore } from '@throughline/db/organization-store.ts';
import type { Settings } from '@throughline/runtime/env.ts';
import { findInstallation } from '@throughline/runtime/find-installation.ts';
import { migrateAll } from '@throughline/runtime/migrate-all.ts';
import { openOperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { addOrganization, slugOf, type AddedOrganization, type OrganizationAnswers } from '../add-organization.ts';

export type PreparedRecord =
  | { readonly kind: 'no_database' }
  | { readonly kind: 'added'; readonly organization: AddedOrganization }
  /** From an earlier setup; left as it is. */
  | { readonly kind: 'present'; readonly organizationId: string };

/** Migrates the database of the settings and adds the organisation, unless one of its name is there. */
export async function prepareRecord({
  settings,
  organization,
}: {
  settings: Settings;
  organization: OrganizationAnswers;
}): Promise<PreparedRecord> {
  const installation = await findInstallation({ settings });
  if (installation === null) return { kind: 'no_database' };
  await migrateAll(installation);
  const { context, close } = await openOperatorContext({ installation });
  try {
    const slug = slugOf(organization.name);
    const present = await context.db.acrossOrganizations((tx) => organizationStore(tx).bySlug(slug));
    if (present !== null) return { kind: 'present', organizationId: present.id };
    return { kind: 'added', organization: await addOrganization({ context, answers: organization }) };
  } finally {
    await close();
  }
}
