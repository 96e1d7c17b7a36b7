import { expect, test } from 'vitest';
import { letterText } from '../letter/letter-text.ts';
import { connectRequest } from './connect-request.ts';

const text = (request: number, requests: number) =>
  letterText({
    letter: connectRequest({
      template: 'connect-request',
      givenName: 'Ben',
      organizationName: 'Acme',
      reports: [{ name: 'Ana Ruiz', dueOn: Temporal.PlainDate.from('2027-01-12') }],
      connectUrl: 'https://throughline.acme.example/connect?token=x',
      request,
      requests,
    }),
    unsubscribeUrl: null,
  });

test('the first request says nothing of more to come', () => {
  expect(text(1, 3)).not.toMatch(/at most|last mail/);
});

test('a repeated one says how many there will be', () => {
  expect(text(2, 3)).toContain('This is mail 2 of at most 3 about it.');
});

test('the last one says that it is the last', () => {
  expect(text(3, 3)).toContain('This is the last mail about it');
});
