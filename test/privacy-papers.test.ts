import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { retentionRules } from '@throughline/db/schema/inventory/retention.ts';
import { attendanceRequest, requiredScopes as googleScopes } from '@throughline/calendars/google/scopes.ts';
import {
  attendanceScopes,
  requiredScopes as microsoftScopes,
  tenantScopes,
} from '@throughline/calendars/microsoft/scopes.ts';
import { expect, test } from 'vitest';
import { paperThere, papers } from '../infra/privacy/papers.ts';
import { permissionWords } from '../infra/privacy/permission-words.ts';
import { permissionProblems } from '../infra/privacy/permissions.ts';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'infra', 'privacy');
const written = readdirSync(folder).filter((name) => name.endsWith('.md'));

test('the papers made of the code are what the code is', () => {
  for (const { file, text } of papers) expect(paperThere(file) === text, `${file}: npm run privacy-papers`).toBe(true);
});

test('every permission the code asks for is told of, for each occasion, and no other', () => {
  expect(permissionProblems()).toEqual([]);
  const asked = {
    google: [...googleScopes('organize'), ...googleScopes('availability'), ...attendanceRequest],
    microsoft: [
      ...microsoftScopes('organize'),
      ...microsoftScopes('availability'),
      ...tenantScopes,
      ...attendanceScopes,
    ],
  };
  for (const provider of ['google', 'microsoft'] as const) {
    const told = permissionWords[provider].map(({ scope }) => scope);
    expect(told.toSorted()).toEqual([...new Set(asked[provider])].toSorted());
  }
});

test('signing in asks for what is told of, and no more', () => {
  for (const provider of ['google', 'microsoft'] as const) {
    const source = readFileSync(path.join(root, 'services', 'api', 'sign-in', `${provider}-sign-in.ts`), 'utf8');
    const [, scopes = ''] = /scope(?:: | = )'([^']+)'/.exec(source) ?? [];
    const told = permissionWords[provider].flatMap(({ scope, asks }) => (asks.includes('sign-in') ? [scope] : []));
    expect(scopes.split(' ').toSorted()).toEqual(told.toSorted());
  }
});

test('what is said to remove something is there', () => {
  const files = Object.values(retentionRules).flatMap(({ by }) => by ?? []);
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test.each(written)('%s names no file that is not there', (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  const paths = [...text.matchAll(/`((?:packages|services|infra)\/[\w./-]+\.ts)`/g)].map(([, to = '']) => to);
  expect(paths.filter((to) => !existsSync(path.join(root, to)))).toEqual([]);
});
