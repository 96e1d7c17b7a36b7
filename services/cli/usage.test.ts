import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { commandLine } from './testing/command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';

const cwd = emptyDirectory();
const throughline = (words: readonly string[], environment: Readonly<Record<string, string>> = {}, input = '') =>
  commandLine({ words, cwd, environment, input });
const inOneProcess = residentCommandLine({ cwd, environment: {} });
const sample = fileURLToPath(new URL('samples/plan.json', import.meta.url));

describe('usage', () => {
  test('--help lists every command on standard output', async () => {
    const { exitCode, stdout, stderr } = await throughline(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const { name } of commands) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test.each([
    [[]],
    [['lunch']],
    [['api-key', 'create', '--scopes', 'content:read']],
    [['digest']],
    [['organization', 'create', '--name', 'Acme', '--mail-domain', 'acme.example', '--administrator', 'Ana Ruiz']],
    [['setup', '--yes', '--name', 'Acme']],
  ])('%j is wrong usage: 2, a sentence, and nothing for a script', async (words) => {
    const { exitCode, stdout, stderr } = await inOneProcess(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  test('without a Throughline a command says by name what to set', async () => {
    const { exitCode, stdout, stderr } = await throughline(['connections']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    for (const variable of ['DATA_DIR', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'QUEUE_DATABASE_URL']) {
      expect(stderr).toContain(variable);
    }
  });

  test('a malformed setting is named, as is a database that does not answer', async () => {
    const malformed = await throughline(['pause'], { DATABASE_URL: 'mysql://x', DATABASE_OWNER_URL: 'mysql://x' });
    expect(malformed).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('DATABASE_URL: ') });
    const nobody = 'postgres://throughline_app@127.0.0.1:1/throughline';
    const away = await throughline(['pause'], { DATABASE_URL: nobody, DATABASE_OWNER_URL: nobody });
    expect(away).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('Nothing answers there') });
  });

  test('doctor without a Throughline finds that problem', async () => {
    const { exitCode, stdout } = await throughline(['doctor', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([{ level: 'problem', about: 'Throughline' }]);
  });
});

describe('plan', () => {
  test('prints the plan of a file with its reasons, without any settings', async () => {
    const { exitCode, stdout, stderr } = await throughline(['plan', sample]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Maya Lindqvist & Tomás Reyes: inconvenience');
    expect(stdout).toContain('Maya Lindqvist & Jonas Weber: no date (calendar_unknown)');
    expect(stdout).toContain('3 conversations: 2 with a date, 0 of them late; 1 without.');
  });

  test('with --json it is JSON alone, from standard input too', async () => {
    const { stdout } = await throughline(['plan', '-', '--json'], {}, await readFile(sample, 'utf8'));
    const [first, , last] = JSON.parse(stdout);
    expect(first).toMatchObject({ report: 'tomas', late: false, slot: { start: expect.stringMatching(/Z$/) } });
    expect(last).toMatchObject({ report: 'jonas', slot: null, waiting_for: 'calendar_unknown' });
  });

  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['no scenario', '{"now": "today"}', '-: now: '],
  ])('a file that is %s is refused, saying what is wrong', async (_what, input, sentence) => {
    const { exitCode, stdout, stderr } = await throughline(['plan', '-'], {}, input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('a file that is not there is refused', async () => {
    const { exitCode, stderr } = await throughline(['plan', 'nowhere.json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('nowhere.json') });
  });
});
