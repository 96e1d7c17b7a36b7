import { expect, test } from 'vitest';
import { administratorFirst } from './administrator-first.ts';

const domains = new Map([
  ['waiting.example', { consent: 'needed' }],
  ['granted.example', { consent: 'granted' }],
  ['free.example', { consent: 'not_needed' }],
  ['new.example', { consent: 'unknown' }],
] as const);

test.each([
  ['ana@waiting.example', 'yes'],
  ['Ana@Waiting.Example', 'yes'],
  ['ana@granted.example', 'no'],
  ['ana@free.example', 'no'],
  ['ana@new.example', 'unknown'],
  ['ana@never-heard-of.example', 'unknown'],
  ['"waiting.example@"@free.example', 'no'],
])('%s waits for an administrator: %s', (workEmail, answer) => {
  expect(administratorFirst({ workEmail, domains })).toBe(answer);
});
