import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';
import { Refusal } from './refusal.ts';

const failing = (code: string, message: string) => Object.assign(new Error(message), { code });

test('a refusal is its own sentence', () => {
  expect(explainFailure(new Refusal('There is no organisation acme.'))).toBe('There is no organisation acme.');
});

test('a server that is away is told apart from one that says no, under whatever wraps it', () => {
  const away = new AggregateError([failing('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432')]);
  expect(explainFailure(new Error('Failed query', { cause: away }))).toMatch(/Nothing answers there.*::1:5432/);
  expect(explainFailure(failing('28P01', 'password authentication failed'))).toMatch(/does not let this role in/);
});

test('missing tables point to migrate', () => {
  const error = new Error('Failed query', { cause: failing('42P01', 'relation "organization" does not exist') });
  expect(explainFailure(error)).toContain('throughline migrate');
});

test('a bug shows where it happened', () => {
  expect(explainFailure(new TypeError('x is undefined'))).toContain('explain-failure.test.ts');
});
