import { readFileSync } from 'node:fs';
import { Argument, Option, type Command } from 'commander';
import { addHrSource } from '@throughline/app/add-hr-source.ts';
import type { HrSystemKind } from '@throughline/app/ports/hr-system.ts';
import { orderHrSources } from '@throughline/app/order-hr-sources.ts';
import { previewPull } from '@throughline/app/preview-pull.ts';
import { pullPeople, type PullResult } from '@throughline/app/pull-people.ts';
import { removeHrSource } from '@throughline/app/remove-hr-source.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import { z } from 'zod';
import { hrContext } from '../hr-context.ts';
import { argument, nonEmpty, slug } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type AddOptions = OrganizationOption & {
  readonly kind: HrSystemKind;
  readonly address: string;
  readonly user: string;
  readonly secretFile: string;
  readonly absences: boolean;
  readonly absencesAddress?: string;
  readonly columns?: Record<string, string>;
  readonly precedence?: number;
};

const columns = z
  .string()
  .transform((text) => text.split(',').map((pair) => pair.trim().split('=')))
  .pipe(z.array(z.tuple([z.string().min(1), z.string().min(1)], 'expected names like work_email=Email_Work')))
  .transform((pairs) => Object.fromEntries(pairs));
const whole = z.coerce.number('expected a whole number').int('expected a whole number').min(1);
const whichOne = () => new Argument('<name>', 'as `hr-source list` has it').argParser(argument(slug));

/** `hr-source add | list | pull | order | remove`. */
export function registerHrSource(command: Command): void {
  command
    .command('add')
    .description('pull people from an HR system every night from now on')
    .addArgument(new Argument('<name>', 'what to call it').argParser(argument(slug)))
    .addOption(
      new Option('--kind <kind>', 'which system').choices(['workday', 'bamboohr', 'personio']).makeOptionMandatory(),
    )
    .requiredOption(
      '--address <url>',
      'https://<company>.bamboohr.com, https://api.personio.de, or the JSON address of a Workday report',
      argument(nonEmpty),
    )
    .option('--user <name>', 'Workday: the integration system user; Personio: the client id', '')
    .requiredOption('--secret-file <file>', 'a file that holds the password, client secret or API key; - reads it here')
    .option('--no-absences', 'leave days off alone')
    .option('--absences-address <url>', 'Workday: the report of absences', argument(nonEmpty))
    .option(
      '--columns <names>',
      'Workday: what the report calls its columns, work_email=Email_Work,…',
      argument(columns),
    )
    .option('--precedence <number>', '1 is the highest; below all others without it', argument(whole))
    .option(...organizationOption)
    .action(add);
  command
    .command('list')
    .description('the HR systems, the one that counts most first, and how the last pull went')
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action(list);
  command
    .command('pull')
    .description('pull now; 1 when nothing was taken in')
    .addArgument(whichOne())
    .option('--dry-run', 'say what it would mean, and change nothing')
    .option('--let-leave <count>', 'as many may leave; needed after a pull waited for that', argument(whole))
    .option(...organizationOption)
    .action(pull);
  command
    .command('order')
    .description('which one counts most: all of them, the highest first; it holds from the next pull on')
    .addArgument(new Argument('<names...>', 'as `hr-source list` has them'))
    .option(...organizationOption)
    .action(order);
  command
    .command('remove')
    .description('forget it and its credentials; its people stay as they are')
    .addArgument(whichOne())
    .option(...organizationOption)
    .action(remove);
}

async function add(name: string, { absences, absencesAddress, ...options }: AddOptions): Promise<void> {
  const secret = readFileSync(options.secretFile === '-' ? 0 : options.secretFile, 'utf8').trim();
  if (secret === '') throw new Refusal('--secret-file: there is nothing in it.');
  await withOrganization(options, async (at) => {
    const added = await addHrSource(hrContext(at), {
      organizationId: at.organization.id,
      name,
      kind: options.kind,
      address: options.address,
      options: {
        absences,
        ...(absencesAddress === undefined ? {} : { absencesAddress }),
        ...(options.columns === undefined ? {} : { columns: options.columns }),
      },
      credentials: { name: options.user, secret },
      precedence: options.precedence ?? null,
      actor: operator,
    });
    if (added.kind === 'name_taken') throw new Refusal(`There is one called ${name} already.`);
    if (added.kind === 'address_refused') throw new Refusal(`${added.address} ${added.sentence}.`);
    say('It is pulled from within a quarter of an hour, and every night. throughline hr-source pull does it now.');
    result(name);
  });
}

async function list({ json, ...options }: OrganizationOption & { json?: true }): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const sources = await context.db.inOrganization(organization.id, (tx) => hrSourceStore(tx).all());
    const rows = sources.map(({ name, kind, address, state, precedence, lastFinishedAt, lastCounts, lastProblem }) => ({
      name,
      kind,
      address,
      precedence,
      state,
      last_pulled_at: lastFinishedAt?.toString({ smallestUnit: 'second' }) ?? null,
      last_counts: lastCounts,
      last_problem: lastProblem,
    }));
    if (json) return resultJson(rows);
    result(
      table({
        headings: ['', 'NAME', 'KIND', 'STATE', 'PULLED', 'PROBLEM'],
        rows: rows.map(({ precedence, name, kind, state, last_pulled_at: at, last_problem: problem }) => [
          String(precedence),
          name,
          kind,
          state,
          at ?? 'never',
          problem ?? '',
        ]),
      }),
    );
  });
}

type PullOptions = OrganizationOption & { readonly letLeave?: number; readonly dryRun?: true };

async function pull(name: string, { letLeave = 0, dryRun, ...options }: PullOptions) {
  await withOrganization(options, async (at) => {
    const organizationId = at.organization.id;
    if (dryRun) return preview({ at, name });
    const source = await at.context.db.inOrganization(organizationId, (tx) => hrSourceStore(tx).byName(name));
    if (source === null) throw notThere(name);
    const given = { organizationId, sourceId: source.id, mayLeave: letLeave, actor: operator };
    resultJson(countsOf({ name, pulled: await pullPeople(hrContext(at), given) }));
  });
}

async function preview({
  at,
  name,
}: {
  at: Parameters<typeof hrContext>[0] & { organization: { id: string } };
  name: string;
}) {
  const read = await previewPull(hrContext(at), { organizationId: at.organization.id, name });
  if (read === null) throw notThere(name);
  if (read.kind === 'failed') throw new Refusal(`${name}: ${read.problem}.`);
  const { kind: _kind, asksFirst, ...counts } = read;
  resultJson({ ...counts, asks_first: asksFirst });
}

async function order(names: readonly string[], options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const done = await orderHrSources(context, { organizationId: organization.id, names, actor: operator });
    if (done === 'not_all_of_them')
      throw new Refusal('<names>: expected each HR system once, as throughline hr-source list has them.');
    result(names.join(' '));
  });
}

function countsOf({ name, pulled }: { name: string; pulled: PullResult }) {
  switch (pulled.kind) {
    case 'pulled':
      return pulled.counts;
    case 'busy':
      throw new Refusal(`Somebody else pulls from ${name} just now.`);
    case 'failed':
      throw new Refusal(`${name}: ${pulled.problem}.`);
    case 'paused': {
      const { leaving, present } = pulled;
      throw new Refusal(
        `${leaving} of ${present} people would leave, so nothing was changed and ${name} waits. ` +
          `If that is right: throughline hr-source pull ${name} --let-leave ${leaving}`,
      );
    }
  }
}

async function remove(name: string, options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const removed = await removeHrSource(context, { organizationId: organization.id, name, actor: operator });
    if (removed === 'not_found') throw notThere(name);
    result(name);
  });
}

const notThere = (name: string) => new Refusal(`There is no HR system called ${name}: see throughline hr-source list.`);
