import { expect, test } from 'vitest';
import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { jobFailure } from './job-failure.ts';

const wrapped = (code: string) => new Error('Failed query', { cause: Object.assign(new Error('driver'), { code }) });

test('a provider that is busy or away is asked again', () => {
  expect(jobFailure(new CalendarError({ kind: 'throttled', message: '' }))).toEqual({ kind: 'retry' });
  expect(jobFailure(new CalendarError({ kind: 'uncertain', message: '' }))).toEqual({ kind: 'retry' });
});

test('what only a person can mend is left to the sweeps', () => {
  expect(jobFailure(new CalendarError({ kind: 'grant_revoked', message: '' }))).toEqual({ kind: 'leave_to_sweeps' });
});

test.each(['ECONNREFUSED', '57P01', '08006', '40P01', '53300'])('%s from below a query passes by itself', (code) => {
  expect(jobFailure(wrapped(code))).toEqual({ kind: 'retry' });
});

test('anything else is a bug', () => {
  expect(jobFailure(new TypeError('x is undefined'))).toEqual({ kind: 'bug' });
  expect(jobFailure(wrapped('23505'))).toEqual({ kind: 'bug' });
});
