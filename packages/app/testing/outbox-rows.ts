import type { Database } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { outbox } from '@throughline/db/schema/tables.ts';

/** What waits, was sent or was dropped, in the order in which it was queued. */
export async function outboxRows({
  db,
  organizationId,
  template,
}: {
  db: Database;
  organizationId: string;
  template?: string;
}): Promise<readonly (typeof outbox.$inferSelect)[]> {
  const rows = await db.inOrganization(organizationId, (tx) => tx.select().from(outbox).orderBy(outbox.id));
  return template === undefined ? rows : rows.filter((row) => row.template === template);
}

export function putOrganization({ db, organization }: { db: Database; organization: Organization }): Promise<void> {
  return db.inOrganization(organization.id, (tx) => organizationStore(tx).put(organization));
}
