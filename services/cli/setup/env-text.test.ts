import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { envText } from './env-text.ts';

test('what is written is read back unchanged, whatever it is', () => {
  const value = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => !/[\r\n]/.test(text) && !/'.*["\\$`]|["\\$`].*'/.test(text));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[A-Z][A-Z_]{0,9}$/), value), (values) => {
      expect(parseEnv(envText(values))).toEqual(values);
    }),
  );
});

test('ordinary values stand bare, others in quotes', () => {
  expect(envText({ PORT: '3000', MAIL_FROM: 'Throughline <t@acme.example>', NAME: "Ana's" })).toBe(
    `PORT=3000\nMAIL_FROM='Throughline <t@acme.example>'\nNAME="Ana's"\n`,
  );
});

test('a value that no quoting carries is refused by its name', () => {
  expect(() => envText({ SMTP_URL: `a'b"c` })).toThrow('SMTP_URL');
  expect(() => envText({ SMTP_URL: 'a\nb' })).toThrow('SMTP_URL');
});
