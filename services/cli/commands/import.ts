import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { approveImport } from '@throughline/app/approve-import.ts';
import { carryOutImport } from '@throughline/app/carry-out-import.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { listImportRows, readImport } from '@throughline/app/list-imports.ts';
import type { ReadImportFile, ReadingChoice } from '@throughline/app/read-import-file.ts';
import { readSentFile } from '@throughline/app/read-sent-file.ts';
import { submitImport } from '@throughline/app/submit-import.ts';
import type { ImportRowView } from '@throughline/db/import-row-store.ts';
import type { StoredImport } from '@throughline/db/import-store.ts';
import { isMassLeaving } from '@throughline/domain/people/mass-leaving.ts';
import type { Command } from 'commander';
import type { OnProblem } from '../commands.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { argument, columnChoices, dateOrder, wholeNumber } from '../input.ts';
import { importInWords } from '../import-in-words.ts';
import { Refusal } from '../refusal.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type Options = OrganizationOption & {
  readonly yes?: true;
  readonly approveLeaving?: number;
  readonly keepMissing?: true;
  readonly dates?: NonNullable<ReadingChoice['dateOrder']>;
  readonly columns?: NonNullable<ReadingChoice['columns']>;
  readonly json?: true;
};

const rowsShown = 200;
/** The command does the worker's part itself, so that it can say how it ended; sweeps follow by themselves. */
const withoutQueue = { queue: { wake: async () => undefined } };

export function registerImport(command: Command, { onProblem }: { onProblem: OnProblem }): void {
  command
    .description(
      'take in a file of everybody, as an HR system exports it: says what would change, and with --yes does it. Exit code 3: many would leave, and nothing was changed; 4: done, but some rows were refused',
    )
    .argument('<file>', 'CSV; `-` reads standard input')
    .option('--yes', 'take it in, not only say what would change')
    .option('--approve-leaving <number>', 'so many really leave', argument(wholeNumber))
    .option('--keep-missing', 'whoever the file does not have stays as they are')
    .option('--dates <order>', 'day-first or month-first, where a file does not settle it', argument(dateOrder))
    .option('--columns <json>', 'what headings are, as {"Heading":"work_email"}', argument(columnChoices))
    .option('--json', 'what changes, as JSON')
    .option(...organizationOption)
    .action((file: string, options: Options) =>
      withOrganization(options, async ({ context, organization }) => {
        const given = { context: { ...context, ...withoutQueue }, organizationId: organization.id, options };
        const read = await readFileOf({ ...given, file });
        const asked = await carriedOut(given, await submit({ ...given, read, dryRun: true }));
        await show({ ...given, run: asked });
        if (options.yes !== true) {
          say('Nothing was changed. With --yes it is.');
          const { counts } = asked;
          if (counts !== null && isMassLeaving(counts) && options.approveLeaving !== counts.leaving) onProblem(3);
          else if (counts === null || counts.refused > 0) onProblem(4);
          return;
        }
        const done = await takeIn({ ...given, read });
        result(done.id);
        if (done.state === 'waiting_for_approval') {
          say(
            `${done.counts?.leaving} of ${done.counts?.present} people would leave, more than a tenth. Nothing was changed: it waits until HR approves it on the page Imports, or for --approve-leaving ${done.counts?.leaving}.`,
          );
          return onProblem(3);
        }
        if (done.state !== 'completed') throw new Refusal(`The import is ${done.state}; nothing was changed.`);
        say('It is in.');
        if ((done.counts?.refused ?? 0) > 0) onProblem(4);
      }),
    );
}

type Given = {
  readonly context: OperatorContext & Pick<AppContext, 'queue'>;
  readonly organizationId: string;
  readonly options: Options;
};
type ReadFile = Extract<ReadImportFile, { kind: 'read' }>;

async function readFileOf({ context, organizationId, options, file }: Given & { file: string }): Promise<ReadFile> {
  const bytes = await (file === '-' ? buffer(process.stdin) : readFile(file)).catch(() => {
    throw new Refusal(`${file} cannot be read.`);
  });
  const choice = { columns: options.columns ?? {}, dateOrder: options.dates ?? null };
  const read = await readSentFile(context, { organizationId, bytes, choice });
  if (read.kind === 'read') return read;
  throw new Refusal(
    read.troubles.map(({ column, detail }) => (column === null ? detail : `“${column}” ${detail}`)).join('\n'),
  );
}

function submit({ context, organizationId, options, read, dryRun }: Given & { read: ReadFile; dryRun: boolean }) {
  const { rows, system, columns } = read;
  const everybody = options.keepMissing !== true;
  const stated = { source: 'csv', rows, system, columns, everybody, dryRun, hold: false } as const;
  return submitImport(context, { organizationId, actor: operator, ...stated });
}

async function carriedOut({ context, organizationId }: Given, importId: string): Promise<StoredImport> {
  await carryOutImport(context, { organizationId, importId });
  const run = await readImport(context, { organizationId, importId });
  if (run === null) throw new Refusal('The import has gone.');
  return run;
}

/** Looked at once more as it is now; approved by number where it asks for that. */
async function takeIn(given: Given & { read: ReadFile }): Promise<StoredImport> {
  const { context, organizationId, options } = given;
  const id = await submit({ ...given, dryRun: false });
  const run = await carriedOut(given, id);
  const { approveLeaving: leaving } = options;
  if (run.state !== 'waiting_for_approval' || leaving === undefined) return run;
  const approved = await approveImport(context, { organizationId, importId: id, leaving, actor: operator });
  return approved.kind === 'approved' ? carriedOut(given, id) : run;
}

async function show({ context, organizationId, options, run }: Given & { run: StoredImport }): Promise<void> {
  const rows: ImportRowView[] = [];
  for (const kind of ['refused', 'created', 'updated', 'leaving'] as const) {
    const filter = { result: kind };
    const page = { organizationId, importId: run.id, filter, cursor: null, pageSize: rowsShown };
    const listed = await listImportRows(context, page);
    if (listed.kind === 'page') rows.push(...listed.rows);
  }
  if (options.json === true) resultJson({ system: run.system, counts: run.counts, rows });
  else say(importInWords({ run, rows, mostShown: rowsShown }));
}
