import { checkedRow } from '@throughline/domain/people/import/checked-row.ts';
import type { ReadRow, StatedRow } from '@throughline/domain/people/import/stated-row.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

/** Holds rows that were not read from a file to what a file is held to, as of the organisation's own day. Nothing is stored. */
export async function checkStatedRows(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, rows }: { organizationId: string; rows: readonly StatedRow[] },
): Promise<readonly ReadRow[]> {
  const now = clock.now();
  const today = await db.inOrganization(organizationId, (tx) => organizationToday({ tx, organizationId, now }));
  return rows.map((row) => checkedRow({ row, today }));
}
