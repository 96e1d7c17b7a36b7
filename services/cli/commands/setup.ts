import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { readSettings, type Settings } from '@throughline/runtime/env.ts';
import { readEnvFile } from '@throughline/runtime/read-env-file.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { Refusal } from '../refusal.ts';
import { collectAnswers } from '../setup/collect-answers.ts';
import { envText } from '../setup/env-text.ts';
import { printRegistration, sayNextSteps } from '../setup/next-steps.ts';
import { openPrompt } from '../setup/open-prompt.ts';
import { prepareRecord } from '../setup/prepare-record.ts';
import { questions, type Answers } from '../setup/questions.ts';
import { settingsValues, type DatabaseValues } from '../setup/settings-values.ts';
import { writeEnvFile } from '../setup/write-env-file.ts';
import { say } from '../terminal.ts';
import { zoneHere } from './organization.ts';

type SetupOptions = Readonly<Record<string, string | undefined>> & {
  readonly databaseUrl?: string;
  readonly databaseOwnerUrl?: string;
  readonly queueDatabaseUrl?: string;
  readonly redisUrl?: string;
};
type SetupSwitches = { readonly yes?: true; readonly force?: true; readonly json?: true };

export function registerSetup(command: Command): void {
  command
    .option('-y, --yes', 'ask nothing: flags and what is proposed decide; also where there is no terminal')
    .option('--force', 'change an .env that is there: what is not asked stays, the encryption keys too')
    .option('--json', 'ids, redirect URIs and scopes as JSON');
  for (const { flag, text, fallback } of Object.values(questions({ zoneHere: zoneHere(), before: {} }))) {
    command.option(`${flag} <value>`, fallback === null ? text : `${text} (otherwise ${fallback})`);
  }
  command
    .option('--database-url <url>', 'PostgreSQL of your own, as role throughline_app (otherwise npm start brings one)')
    .option('--database-owner-url <url>', 'the same database as role throughline_owner')
    .option('--queue-database-url <url>', 'the same database as role throughline_queue, without Redis')
    .option('--redis-url <url>', 'Redis for the queue')
    .action(async ({ yes, force, json, ...options }: SetupOptions & SetupSwitches) => {
      const file = path.resolve('.env');
      const before = readEnvFile(file);
      if (existsSync(file) && !force)
        throw new Refusal(`${file} is there already. --force changes it and keeps what is not asked.`);
      const answers = await collect({ command, options, before, interactive: !yes && process.stdin.isTTY });
      const database = databaseValues(options);
      const values = settingsValues({ before, answers, database, newKey: generateKey() });
      const settings = checked(values);
      await writeEnvFile({ file, text: envText(values), replace: force === true });
      say(
        `Wrote ${file}. It holds secrets: keep it out of version control, and a copy of ENCRYPTION_KEYS somewhere safe.`,
      );

      const { name, mailDomains, timeZone, administrator, administratorEmail: workEmail } = answers;
      const organization = { name, mailDomains, timeZone, administrator: { ...administrator, workEmail } };
      const prepared = await prepareRecord({ settings, organization });
      sayNextSteps({ prepared, organization, settings });
      printRegistration({ file, publicUrl: settings.publicUrl, prepared, json: json === true });
    });
}

async function collect({
  command,
  options,
  before,
  interactive,
}: {
  command: Command;
  options: SetupOptions;
  before: Readonly<Record<string, string | undefined>>;
  interactive: boolean;
}): Promise<Answers> {
  const asked = questions({ zoneHere: zoneHere(), before });
  const given = Object.fromEntries(Object.entries(asked).map(([key, { flag }]) => [key, options[camelCase(flag)]]));
  const prompt = interactive ? openPrompt() : null;
  try {
    const collected = await collectAnswers({ questions: asked, given, ask: prompt?.ask ?? null });
    if (collected.kind === 'answers') return collected.answers;
    return command.error(collected.problems.join('\n'));
  } finally {
    prompt?.close();
  }
}

/** As commander names the option of a flag. */
function camelCase(flag: string): string {
  return flag.replace(/^--/, '').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function databaseValues({ databaseUrl, databaseOwnerUrl, queueDatabaseUrl, redisUrl }: SetupOptions): DatabaseValues {
  return {
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...(databaseOwnerUrl !== undefined && { DATABASE_OWNER_URL: databaseOwnerUrl }),
    ...(queueDatabaseUrl !== undefined && { QUEUE_DATABASE_URL: queueDatabaseUrl }),
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  };
}

/** Nothing is written that would not start. */
function checked(values: Record<string, string>): Settings {
  const answer = readSettings({ environment: process.env, fromFile: values });
  if (answer.kind === 'settings') return answer.settings;
  throw new Refusal(answer.problems.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
}
