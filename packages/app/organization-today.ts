import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

/** The organisation's own date, by which reporting lines begin and end: whoever HR names a manager today is one from midnight there. */
export async function organizationToday({
  tx,
  organizationId,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  now: Temporal.Instant;
}): Promise<Temporal.PlainDate> {
  const organization = await organizationStore(tx).byId(organizationId);
  if (organization === null) throw new Error(`There is no organisation ${organizationId}.`);
  return localDateOf({ instant: now, timeZone: organization.timeZone });
}
