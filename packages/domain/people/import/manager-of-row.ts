import { isAddress } from '../work-address.ts';
import type { CellsOfRow } from './cells-of-row.ts';
import type { NamedManager } from './stated-row.ts';

/**
 * Whom the row names: by id, else by address, else by name; null where its columns are empty, and nothing where the file
 * has no column for it. A column headed just *Manager* holds any of the three.
 */
export function managerOfRow({ text, has }: Pick<CellsOfRow, 'text' | 'has'>): NamedManager | null | undefined {
  if (!(['manager_remote_id', 'manager_work_email', 'manager_name'] as const).some(has)) return undefined;
  const id = text('manager_remote_id');
  if (id !== '') return { by: 'remote_id', value: id };
  const address = text('manager_work_email').toLowerCase();
  if (address !== '') return { by: 'work_email', value: address };
  const name = text('manager_name');
  if (name === '') return null;
  if (isAddress(name)) return { by: 'work_email', value: name.toLowerCase() };
  return /\p{L}/u.test(name) ? { by: 'name', value: name } : { by: 'remote_id', value: name };
}
