import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { commands } from '@throughline/cli/commands.ts';
import { createProgram } from '@throughline/cli/program.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { inconvenience } from '@throughline/domain/scheduling/cost.ts';
import { readSettings, variableNames } from '@throughline/runtime/env.ts';
import { googleRegistration } from '@throughline/runtime/google-registration.ts';
import { microsoftRegistration } from '@throughline/runtime/microsoft-registration.ts';
import { demoPeople } from '@throughline/standalone/demo/demo-people.ts';
import { describe, expect, test } from 'vitest';

/** What the README and the pages beside it name has to be there, as they name it. */
const root = path.dirname(import.meta.dirname);
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const pages = ['README.md', ...globSync('infra/{decisions,privacy}/*.md', { cwd: root })].map((file) => ({
  file: file.replaceAll(path.sep, '/'),
  text: readFileSync(path.join(root, file), 'utf8'),
}));

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found ?? '');
const codeSpans = (text: string) => all(text.replaceAll(/```[^]*?```/g, ''), /`([^`]+)`/g);
const codeLines = (text: string) => all(text, /```\w*\n([^]*?)```/g).flatMap((block) => block.split('\n'));

/** The cells of the table whose head begins with these words, without its head. */
function tableAfter({ text, head }: { text: string; head: string }): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(head));
  if (at === -1) throw new Error(`There is no table that begins ${head}`);
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'));
  return lines.slice(at + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe.each(pages)('$file', ({ file, text }) => {
  test('links to what is there', () => {
    const targets = all(text, /\]\(([^)\s]+)\)/g).filter((target) => !/^(https?:|#)/.test(target));
    const missing = targets.filter((target) => !existsSync(path.join(root, path.dirname(file), target)));
    expect(missing).toEqual([]);
  });

  test('links to headings it has', () => {
    const headings = all(text, /^#+ (.+)$/gm).map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    expect(all(text, /\]\(#([^)]+)\)/g).filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });

  test('names files and folders that are there', () => {
    const named = codeSpans(text).filter((span) => /^(packages|services|infra|test|\.ci)\/\S*$/.test(span));
    expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});

test('decisions are one page each', () => {
  const decisions = pages.filter(({ file }) => file.startsWith('infra/decisions/'));
  expect(decisions.filter(({ text }) => text.trimEnd().split('\n').length > 40).map(({ file }) => file)).toEqual([]);
});

test('pictures are small enough to load with the page', () => {
  const pictures = globSync('infra/pictures/*.png', { cwd: root });
  expect(pictures.filter((file) => statSync(path.join(root, file)).size > 200 * 1024)).toEqual([]);
});

describe('commands', () => {
  const lines = pages.flatMap(({ text }) => [...codeSpans(text), ...codeLines(text)]);

  test('of npm are scripts of package.json', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const named = lines.flatMap((line) => all(line, /^npm (?:run )?(?:--silent )?([\w:-]+)/g));
    expect(named).toContain('start');
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('started with node are files', () => {
    const files = lines.flatMap((line) => all(line, /\bnode ((?:services|infra|packages|test)\/\S+)/g));
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  const named = lines.flatMap((line) => all(line, /(?:npm run throughline -- |services\/cli\/main\.ts )(.+)$/g));
  const words = [...new Set(named)].map((line) => line.replaceAll(/"[^"]*"/g, 'text').split(' '));

  test.each(words.map((line) => [line.join(' '), line] as const))('throughline %s', async (_, line) => {
    const program = await createProgram({ words: line, onProblem: () => {} });
    let command = program;
    for (const word of line) command = command.commands.find((one) => one.name() === word) ?? command;
    const options = new Set(['--help', ...command.options.flatMap(({ long, short }) => [long, short])]);
    expect(line.filter((word) => word.startsWith('-') && !options.has(word))).toEqual([]);
    expect([...commands.map(({ name }) => name), '--help']).toContain(line[0]);
    if (line[0] !== '--help') expect(command.commands, 'a word is missing').toEqual([]);
  });
});

describe('the table of settings', () => {
  const rows = tableAfter({ text: readme, head: '| variable | default |' });

  test('names every setting, and no other', () => {
    expect(rows.flatMap(([names = '']) => codeSpans(names))).toEqual(variableNames);
  });

  test('tells the defaults', () => {
    const answer = readSettings({ environment: {}, fromFile: {} });
    if (answer.kind !== 'settings') throw new Error('Without any setting there is nothing wrong');
    const { port, host, publicUrl, dataDir, sandbox, logLevel } = answer.settings;
    const told = (variable: string) =>
      codeSpans(rows.find(([names]) => names?.includes(`\`${variable}\``))?.[1] ?? '')[0];
    expect({
      PORT: told('PORT'),
      HOST: told('HOST'),
      PUBLIC_URL: told('PUBLIC_URL'),
      DATA_DIR: told('DATA_DIR'),
      SANDBOX: told('SANDBOX'),
      SANDBOX_PORT: told('SANDBOX_PORT'),
      LOG_LEVEL: told('LOG_LEVEL'),
    }).toEqual({
      PORT: String(port),
      HOST: host,
      PUBLIC_URL: publicUrl,
      DATA_DIR: dataDir,
      SANDBOX: sandbox === null ? 'off' : 'on',
      SANDBOX_PORT: String(sandbox?.port),
      LOG_LEVEL: logLevel,
    });
  });
});

test('the table of inconveniences is the one slots are chosen by', () => {
  const rows = tableAfter({ text: readme, head: '| what costs | minutes |' });
  const told = rows.map(([, minutes = '', name = '']) => [codeSpans(name)[0], Number(minutes)]);
  expect(told).toEqual(Object.entries(inconvenience));
});

describe.each([
  { provider: 'Google', registration: googleRegistration, head: '| scope | who is asked |' },
  { provider: 'Microsoft', registration: microsoftRegistration, head: '| permission | who is asked |' },
])('going live with $provider', ({ provider, registration, head }) => {
  const publicUrl = 'https://throughline.example.com';
  const { redirectUris, scopes } = registration({ publicUrl });
  const [, section = ''] = readme.split(`\n## Going live with ${provider}\n`);
  const [own = ''] = section.split('\n## ');

  test('names the redirect URIs an OAuth client is asked for, and no other', () => {
    expect(codeSpans(own).filter((span) => span.startsWith(publicUrl))).toEqual(redirectUris);
  });

  test('gives a reason for every scope that is asked for, and for no other', () => {
    const rows = tableAfter({ text: own.replaceAll(/^ +\|/gm, '|'), head });
    expect(rows.map(([scope = '']) => codeSpans(scope)[0])).toEqual(scopes);
    expect(rows.filter(([, who = '', why = '']) => who === '' || why === '')).toEqual([]);
  });
});

test('the demo has the people the README tells of', () => {
  const people = demoPeople({ today: Temporal.PlainDate.from('2026-11-22') });
  const managers = new Set(people.flatMap(({ managerExternalId }) => managerExternalId ?? []));
  expect(readme).toContain(`${people.length} people, ${managers.size} of them managers`);
  for (const domain of new Set(people.map(({ workEmail }) => workEmail.split('@')[1]))) {
    expect(readme).toContain(`@${domain}`);
  }
});

test('the table of steps is the default policy’s', () => {
  const rows = tableAfter({ text: readme, head: '| who | when | days |' });
  const told = rows.map(([who = '', when = '', days]) => ({
    who: codeSpans(who)[0],
    when: codeSpans(when)[0],
    days: Number(days),
  }));
  expect(told).toEqual(policyRules.parse({}).steps);
});
