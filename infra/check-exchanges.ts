import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandFile, root } from './command-file.ts';
import type { Asker, Exchange } from './exchanges/exchange.ts';
import { findingsThatCount, type Finding } from './exchanges/findings-that-count.ts';
import { missingKinds } from './exchanges/missing-kinds.ts';

/**
 * `npm run check:exchanges -- <folder>`: whether every request Throughline sends, and every answer of the sandbox, fits
 * what Google and Microsoft publish about their APIs. The folder holds those descriptions and their checker,
 * `validate-requests.mjs`. Tests are lived through again, and what their sandboxes were asked is held against them.
 */
const lived = [
  'packages/calendars/google/google.contract.test.ts',
  'packages/calendars/microsoft/microsoft.contract.test.ts',
  'packages/calendars/microsoft/events.test.ts',
  'test/scenarios/one-conversation.test.ts',
  ...['channels', 'event-routes', 'list-events'].map((name) => `services/sandbox/google/calendar/${name}.test.ts`),
  'services/sandbox/google/meet/meet.test.ts',
  ...['delta/', 'events/', 'mailbox/', 'meetings/', 'subscriptions/notifications.test.ts'].map(
    (place) => `services/sandbox/microsoft/graph/${place}`,
  ),
];

const askers: Readonly<Record<Asker, string>> = { application: 'Throughline', test: 'tests of the sandbox' };

type Verdict = { readonly line: number; readonly operation: string | null; readonly errors: readonly Finding[] };

const [specifications] = process.argv.slice(2);
if (specifications === undefined) throw new Error('Say where the published descriptions are: check:exchanges <folder>');
const checker = path.resolve(root, specifications, 'validate-requests.mjs');
const kept = mkdtempSync(path.join(tmpdir(), 'exchanges-'));
try {
  // All of it, whatever fails first: one run tells everything.
  const answers = [checkItself(), live(), holdAgainstDescriptions()];
  process.exitCode = answers.every(Boolean) ? 0 : 1;
} finally {
  rmSync(kept, { recursive: true, force: true });
}

/** The checker still finds what it is known to find. */
function checkItself(): boolean {
  const samples = path.join(path.dirname(checker), 'selftest.jsonl');
  const { status, stdout, stderr } = run([checker, '--selftest', samples, '--quiet']);
  console.log(`The checker on its own samples: ${stdout.trim()}${stderr}`);
  return status === 0;
}

function live(): boolean {
  const vitest = commandFile({ program: 'vitest', command: 'vitest' });
  const words = [vitest, 'run', '--reporter=minimal', ...lived];
  const { status, stdout, stderr } = run(words, { environment: { THROUGHLINE_EXCHANGES: kept, NO_COLOR: '1' } });
  if (status !== 0) console.log(`Tests that were lived through again failed.\n${stdout}${stderr}`);
  return status === 0;
}

function holdAgainstDescriptions(): boolean {
  const ofThroughline = exchangesOf('application');
  const wrong = [...judge('application', ofThroughline), ...judge('test', exchangesOf('test'))];
  const missing = missingKinds({ exchanges: ofThroughline.map((line) => JSON.parse(line) as Exchange) });
  for (const line of wrong) console.log(line);
  for (const kind of missing) console.log(`never sent, so nothing was checked: ${kind}`);
  if (wrong.length + missing.length === 0) console.log('All of it fits.');
  return wrong.length + missing.length === 0;
}

function exchangesOf(asker: Asker): readonly string[] {
  return readdirSync(kept)
    .filter((file) => file.startsWith(`${asker}-`))
    .flatMap((file) => readFileSync(path.join(kept, file), 'utf8').split('\n'))
    .filter((line) => line !== '');
}

function judge(asker: Asker, lines: readonly string[]): readonly string[] {
  const log = path.join(kept, `all-${asker}`);
  writeFileSync(log, lines.join('\n'));
  const judged = `${log}-judged`;
  // Into a file: the checker ends itself, and what a pipe's reader was too slow for is then lost.
  const { stderr } = run([checker, log, '--json', '--allow-http-callbacks'], { into: judged });
  const verdicts = readFileSync(judged, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Verdict);
  if (verdicts.length !== lines.length)
    throw new Error(`Of ${lines.length} exchanges ${verdicts.length} were judged. ${stderr}`);
  const operations = new Set(verdicts.map(({ operation }) => operation));
  console.log(`asked by ${askers[asker]}: ${lines.length} exchanges, ${operations.size} operations`);
  return verdicts.flatMap(({ line, operation, errors: findings }) => {
    const exchange = JSON.parse(lines[line - 1] ?? '') as Exchange;
    const { method, url } = exchange;
    return findingsThatCount({ asker, exchange, findings }).map(
      ({ where, code, msg }) => `${method} ${url}\n  ${operation} ${code} ${where}: ${msg}`,
    );
  });
}

function run(
  words: readonly string[],
  { environment = {}, into = null }: { environment?: Readonly<Record<string, string>>; into?: string | null } = {},
) {
  const file = into === null ? null : openSync(into, 'w');
  try {
    return spawnSync(process.execPath, words, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
      stdio: ['ignore', file ?? 'pipe', 'pipe'],
      maxBuffer: 1024 ** 3,
    });
  } finally {
    if (file !== null) closeSync(file);
  }
}
