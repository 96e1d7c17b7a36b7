import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataInventory } from './data-inventory.ts';
import { permissionsPaper } from './permissions.ts';

/** Papers that are made of the code, as they should stand. */
export const papers = [
  { file: path.join(import.meta.dirname, 'data-inventory.md'), text: dataInventory() },
  { file: path.join(import.meta.dirname, 'permissions.md'), text: permissionsPaper() },
];

/** Empty where there is no such file. */
export function paperThere(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
}
