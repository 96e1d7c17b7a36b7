import { exportSystems, headingsOf, idOfSystem, tellingHeadings, type ExportSystem } from './export-headings.ts';
import { importFields, type ImportColumn, type ImportField } from './import-field.ts';
import { plainHeading } from './plain-heading.ts';
import { isUnneeded } from './unneeded-column.ts';

export type DetectedColumns = {
  /** Whose export it looks like; null where that is open, and the headings are read for what they say. */
  readonly system: ExportSystem | null;
  readonly columns: readonly ImportColumn[];
};

/** So many headings that only one system writes tell whose export it is. */
const enough = 2;

/** What each column of a file is, by its heading alone. */
export function detectColumns(headers: readonly string[]): DetectedColumns {
  const plain = headers.map((header) => (isUnneeded(header) ? '' : plainHeading(header)));
  const system = systemOf(plain);
  const taken = new Map<number, ImportField>();
  for (const field of importFields) {
    const names =
      field === 'remote_id' && system ? [...idOfSystem[system], ...headingsOf.remote_id] : headingsOf[field];
    const found = names.map((name) => plain.findIndex((heading, at) => heading === name && !taken.has(at)));
    const columns = found.filter((at) => at >= 0);
    for (const at of field === 'group' ? columns : columns.slice(0, 1)) taken.set(at, field);
  }
  return { system, columns: headers.map((header, at) => ({ header, field: taken.get(at) ?? null })) };
}

function systemOf(headings: readonly string[]): ExportSystem | null {
  const written = new Set(headings);
  const scores = exportSystems.map((system) => ({
    system,
    score: tellingHeadings[system].filter((heading) => written.has(heading)).length,
  }));
  const [first, second] = scores.toSorted((a, b) => b.score - a.score);
  return first && first.score >= enough && first.score > (second?.score ?? 0) ? first.system : null;
}
