import type { Transaction } from '@throughline/db/database.ts';
import { employeeGroupStore } from '@throughline/db/employee-group-store.ts';
import { isUuid } from './directory-refusal.ts';

/** The name of a group that is asked for by its name or its id; null for an id no group here has. */
export async function groupNamed({ tx, group }: { tx: Transaction; group: string }): Promise<string | null> {
  if (!isUuid(group)) return group;
  const groups = employeeGroupStore(tx);
  const byId = await groups.byId(group);
  if (byId !== null) return byId.name;
  const [byName] = await groups.byName(group);
  return byName?.name ?? null;
}
