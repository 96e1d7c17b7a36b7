import { tableColumns } from '@throughline/db/schema/inventory/table-columns.ts';
import type { ColumnNote, TableName } from '@throughline/db/schema/inventory/column-note.ts';
import { inventory } from '@throughline/db/schema/inventory/inventory.ts';
import { retentionRules } from '@throughline/db/schema/inventory/retention.ts';
import { markdownTable } from './markdown-table.ts';

type Words = { readonly what: string } & Partial<ColumnNote>;
type Told = { readonly name: string; readonly note: ColumnNote };

const heads = ['column', 'what it is', 'whose', 'category', 'who reads it', 'kept', 'stored'];
const operatorReads: Readonly<Record<ColumnNote['as'], string>> = {
  clear: 'operator',
  sealed: 'operator with the keys',
  hash: 'nobody: a hash',
};
const stored: Readonly<Record<ColumnNote['as'], string>> = {
  clear: 'as it is',
  sealed: 'encrypted',
  hash: 'as a hash',
};

/** infra/privacy/data-inventory.md: every column of every table, in words that stand beside the schema. */
export function dataInventory(): string {
  const sections = tableColumns().map(({ key, name, columns }) => sectionOf({ key, name, columns }));
  return `# Data inventory

Every table and column of the database. Written by \`npm run privacy-papers\` from the schema and the words beside it
(\`packages/db/schema/inventory\`): a column nobody described fails the type check, and \`npm run check\` fails where this
page is not what the schema is.

- **Columns that stand alike are told of together.** Every row has an \`id\` besides, and every table but \`organization\` and
  \`project_quota\` an \`organization_id\`, by which PostgreSQL keeps organisations apart.
- **Who reads it** names who is shown it by a page, a mail or the API. *Report* and *manager* are the two of a conversation,
  *person* is whoever it is about, *leaders* are told of their own line, an *API key* needs the scope. An *operator* who holds
  the database reads all of it but what is encrypted, and holding \`ENCRYPTION_KEYS\` that too.
- **Works council.** Where its terms hold, keys are told less: [works-council-note.md](works-council-note.md).
- What is read at Google and Microsoft without being stored is in [data-and-access.md](data-and-access.md).

## How long

${markdownTable({
  heads: ['kept', 'removed by'],
  rows: Object.values(retentionRules).map(({ words, by }) => [words, by === null ? '' : `\`${by}\``]),
})}

${sections.join('\n\n')}
`;
}

function sectionOf({ key, name, columns }: { key: TableName; name: string; columns: ReadonlyMap<string, string> }) {
  const { about, usual, columns: words } = inventory[key];
  const gone = Object.keys(words).filter((column) => !columns.has(column));
  if (gone.length > 0) throw new Error(`${name} has no ${gone.join(', ')} any more: packages/db/schema/inventory`);
  const told = [...columns].map(([column, sqlName]): Told => {
    const given = (words as Readonly<Record<string, string | Words>>)[column];
    if (given === undefined) throw new Error(`${name}.${sqlName} has no words: packages/db/schema/inventory`);
    return { name: sqlName, note: { as: 'clear', ...usual, ...(typeof given === 'string' ? { what: given } : given) } };
  });
  const alike = Map.groupBy(told, ({ note }) => rowOf(note).join('|'));
  const rows = [...alike.values()].map((those) => [
    those.map((one) => `\`${one.name}\``).join(', '),
    ...rowOf(those[0]!.note),
  ]);
  return `## \`${name}\`\n\n${about}\n\n${markdownTable({ heads, rows })}`;
}

function rowOf({ what, whose, category, readBy, kept, as }: ColumnNote): readonly string[] {
  const readers = as === 'hash' ? [operatorReads.hash] : [...readBy, operatorReads[as]];
  return [what, whose, category, readers.join(', '), retentionRules[kept].words, stored[as]];
}
