import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EnvelopeError, keyVersionOf, open, rewrap, seal } from './envelope.ts';
import type { EnvelopeContext } from './envelope.ts';
import { createKeyring, generateKey } from './keyring.ts';

const oldKey = generateKey();
const newKey = generateKey();
const keyring = createKeyring(`v1:${oldKey}`);
const rotated = createKeyring(`v2:${newKey},v1:${oldKey}`);
const context: EnvelopeContext = { organizationId: 'acme', recordId: 'connection-1', field: 'refresh_token' };

const anyContext: fc.Arbitrary<EnvelopeContext> = fc.record({
  organizationId: fc.string(),
  recordId: fc.string(),
  field: fc.string(),
});

function failure(attempt: () => unknown): EnvelopeError['kind'] | 'opened' {
  try {
    attempt();
    return 'opened';
  } catch (error) {
    if (error instanceof EnvelopeError) return error.kind;
    throw error;
  }
}

describe('a sealed value', () => {
  test('opens again where it was sealed, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyContext, (plaintext, place) => {
        const sealed = seal({ keyring, plaintext, context: place });
        expect(open({ keyring, sealed, context: place })).toBe(plaintext);
      }),
    );
  });

  test('does not open for another organisation, record or field', () => {
    fc.assert(
      fc.property(anyContext, anyContext, (place, elsewhere) => {
        fc.pre(JSON.stringify(place) !== JSON.stringify(elsewhere));
        const sealed = seal({ keyring, plaintext: 'ya29.token', context: place });
        expect(failure(() => open({ keyring, sealed, context: elsewhere }))).toBe('not_authentic');
        expect(failure(() => rewrap({ keyring, sealed, context: elsewhere }))).toBe('not_authentic');
      }),
    );
  });

  test.each([
    ['organisations', { ...context, organizationId: 'globex' }],
    ['records', { ...context, recordId: 'connection-2' }],
    ['fields', { ...context, field: 'access_token' }],
    ['boundaries between the parts', { organizationId: 'acm', recordId: 'econnection-1', field: 'refresh_token' }],
  ])('cannot be swapped across %s', (_what, elsewhere) => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    expect(failure(() => open({ keyring, sealed, context: elsewhere }))).toBe('not_authentic');
  });

  test('does not open once any bit of any byte is flipped', () => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    const outcomes = Array.from(sealed, (_byte, index) => {
      return Array.from({ length: 8 }, (_, bit) => {
        const changed = Buffer.from(sealed);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        return failure(() => open({ keyring, sealed: changed, context }));
      });
    }).flat();
    expect(outcomes).toHaveLength(sealed.length * 8);
    expect(outcomes).not.toContain('opened');
  });

  test('does not open when cut short or lengthened', () => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    for (let length = 0; length < sealed.length; length += 1) {
      expect(failure(() => open({ keyring, sealed: sealed.subarray(0, length), context }))).not.toBe('opened');
    }
    expect(failure(() => open({ keyring, sealed: Buffer.concat([sealed, Buffer.of(0)]), context }))).toBe(
      'not_authentic',
    );
  });

  test('does not open when its payload is paired with the key of another value of the same record', () => {
    const first = seal({ keyring, plaintext: 'first', context });
    const second = seal({ keyring, plaintext: 'other', context });
    const spliced = Buffer.concat([first.subarray(0, 63), second.subarray(63)]);
    expect(failure(() => open({ keyring, sealed: spliced, context }))).toBe('not_authentic');
  });

  test('never looks the same twice and never contains its text', () => {
    const seen = new Set(
      Array.from({ length: 100 }, () => seal({ keyring, plaintext: 'ya29.token', context }).toString('hex')),
    );
    expect(seen.size).toBe(100);
    expect([...seen].filter((hex) => hex.includes(Buffer.from('ya29').toString('hex')))).toEqual([]);
  });
});

describe('rotation', () => {
  test('what the old key sealed stays readable, before and after rewrapping', () => {
    fc.assert(
      fc.property(fc.string(), anyContext, (plaintext, place) => {
        const sealed = seal({ keyring, plaintext, context: place });
        expect(open({ keyring: rotated, sealed, context: place })).toBe(plaintext);

        const rewrapped = rewrap({ keyring: rotated, sealed, context: place });
        expect([keyVersionOf(sealed), keyVersionOf(rewrapped)]).toEqual([1, 2]);
        expect(open({ keyring: createKeyring(`v2:${newKey}`), sealed: rewrapped, context: place })).toBe(plaintext);
      }),
    );
  });

  test('rewrapping leaves the payload as it is', () => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    expect(rewrap({ keyring: rotated, sealed, context }).subarray(63).equals(sealed.subarray(63))).toBe(true);
  });

  test('a key that has left the keyring is named', () => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    const without = createKeyring(`v2:${newKey}`);
    expect(failure(() => open({ keyring: without, sealed, context }))).toBe('unknown_key');
    expect(() => open({ keyring: without, sealed, context })).toThrow('ENCRYPTION_KEYS has no key v1');
  });

  test('another key under the same version does not open it', () => {
    const sealed = seal({ keyring, plaintext: 'ya29.token', context });
    expect(failure(() => open({ keyring: createKeyring(`v1:${newKey}`), sealed, context }))).toBe('not_authentic');
  });
});
