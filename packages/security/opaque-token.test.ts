import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOpaqueToken, parseOpaqueToken } from './opaque-token.ts';
import { hashToken, matchesTokenHash } from './token-hash.ts';

const organizationId = '0199f0a4-5c1e-7bbb-8000-000000000001';

describe('an opaque token', () => {
  test('names its organisation in clear and is found by its hash', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const { token, hash } = createOpaqueToken({ organizationId: id });
        expect(token.startsWith(`${id}.`)).toBe(true);
        expect(parseOpaqueToken(token)).toEqual({ organizationId: id, hash });
      }),
    );
  });

  test('is never the same twice', () => {
    const tokens = Array.from({ length: 1000 }, () => createOpaqueToken({ organizationId }).token);
    expect(new Set(tokens).size).toBe(1000);
  });

  test('presented under another organisation has another hash', () => {
    const { token, hash } = createOpaqueToken({ organizationId });
    const moved = token.replace('000000000001', '000000000002');
    expect(parseOpaqueToken(moved)?.hash.equals(hash)).toBe(false);
  });

  test('is not recognised in any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseOpaqueToken(text)).toBeNull();
      }),
    );
    const { token } = createOpaqueToken({ organizationId });
    expect([`${token}a`, token.slice(1), token.toUpperCase(), `${token}\n`].map(parseOpaqueToken)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('cannot be made for something that is no organisation id', () => {
    expect(() => createOpaqueToken({ organizationId: 'acme' })).toThrow(TypeError);
  });
});

describe('a token hash', () => {
  test('is SHA-256', () => {
    expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('matches its own token alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (token, other) => {
        expect(matchesTokenHash({ token, hash: hashToken(other) })).toBe(token === other);
      }),
    );
    expect(matchesTokenHash({ token: 'abc', hash: Buffer.alloc(0) })).toBe(false);
  });
});
