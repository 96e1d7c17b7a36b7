import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApiKey, parseApiKey } from './api-key.ts';

const organizationId = '0199f0a4-5c1e-7bbb-8000-000000000001';

describe('an API key', () => {
  test('has a prefix a secret scanner knows, its organisation, 30 random characters and a checksum', () => {
    const { key, hint } = createApiKey({ organizationId });
    expect(key).toMatch(/^tl_live_0199f0a45c1e7bbb8000000000000001_[0-9A-Za-z]{36}$/);
    expect(hint).toBe(key.slice(-4));
  });

  test('is read back as its organisation and the stored hash', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const { key, hash } = createApiKey({ organizationId: id });
        expect(parseApiKey(key)).toEqual({ organizationId: id, hash });
      }),
    );
  });

  test('with any one character mistyped is refused by its checksum', () => {
    const { key } = createApiKey({ organizationId });
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...Array.from('09azAZ_-é')), (index, character) => {
        const mistyped = key.slice(0, index) + character + key.slice(index + 1);
        fc.pre(mistyped !== key);
        expect(parseApiKey(mistyped)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test('is not recognised in any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseApiKey(text)).toBeNull();
        expect(parseApiKey(`tl_live_${text}`)).toBeNull();
      }),
    );
  });

  test('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => createApiKey({ organizationId }).key)).size).toBe(1000);
  });

  test('cannot be made for something that is no organisation id', () => {
    expect(() => createApiKey({ organizationId: 'acme' })).toThrow(TypeError);
  });
});
