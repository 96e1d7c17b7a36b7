import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compileSerializer } from './compile-serializer.ts';

const schema = z.object({
  id: z.uuid(),
  text: z.string(),
  maybe: z.string().nullable(),
  day: z.iso.date().nullable(),
  state: z.enum(['due', 'booked']).nullable(),
  code: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  texts: z.array(z.string()),
  part: z.object({ count: z.number().int(), share: z.number().nullable() }).nullable(),
});
const write = compileSerializer({ schema, method: 'GET', url: '/' });

test('whatever text there is, what is written reads back as what was sent', () => {
  const anything = fc.record({
    id: fc.uuid(),
    text: fc.string({ unit: 'binary' }),
    maybe: fc.option(fc.string({ unit: 'grapheme' })),
    day: fc.constantFrom(null, '2026-11-28'),
    state: fc.constantFrom(null, 'due' as const, 'booked' as const),
    code: fc.constantFrom(null, 'DE'),
    texts: fc.array(fc.string()),
    part: fc.option(
      fc.record({ count: fc.integer(), share: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }),
    ),
  });
  fc.assert(
    fc.property(anything, (value) => {
      expect(JSON.parse(write(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 1_000 },
  );
});

const value = {
  id: crypto.randomUUID(),
  text: '',
  maybe: null,
  day: null,
  state: null,
  code: null,
  texts: [],
  part: null,
  open: {},
};

test('what the schema does not name is left out', () => {
  expect(write({ ...value, secret: 'canary', part: { count: 1, share: 2, secret: 'canary' } })).not.toContain('canary');
});

test('a field that is missing is our mistake, and nothing is sent', () => {
  const { text: _text, ...without } = value;
  expect(() => write(without)).toThrow(/text/);
});

test('a choice is made by zod', () => {
  const choice = z.discriminatedUnion('state', [
    z.object({ state: z.literal('open'), answer: z.enum(['yes', 'no']).nullable() }),
    z.object({ state: z.literal('closed'), sentence: z.string() }),
  ]);
  const chosen = compileSerializer({ schema: choice, method: 'GET', url: '/' });
  expect(chosen({ state: 'open', answer: null, secret: 1 })).toBe('{"state":"open","answer":null}');
  expect(chosen({ state: 'closed', sentence: 'Over.' })).toBe('{"state":"closed","sentence":"Over."}');
});

test('a schema JSON Schema cannot say is written all the same', () => {
  const asText = z.codec(z.string(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  });
  const encoded = compileSerializer({ schema: z.object({ at: asText }), method: 'GET', url: '/' });
  expect(encoded({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
});
