import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyring, generateKey } from './keyring.ts';
import { signLink, verifyLink } from './signed-link.ts';
import type { LinkClaims } from './signed-link.ts';

const oldKey = generateKey();
const keyring = createKeyring(`v1:${oldKey}`);
const now = Temporal.Instant.from('2026-11-18T09:00:00Z');
const claims: LinkClaims = {
  purpose: 'confirm_conversation',
  organizationId: '0199f0a4-5c1e-7bbb-8000-000000000001',
  subjectId: '0199f0a4-5c1e-7bbb-8000-00000000c0de',
  personId: '0199f0a4-5c1e-7bbb-8000-0000000000aa',
  expiresAt: Temporal.Instant.from('2026-11-25T09:00:00Z'),
};
const token = signLink({ keyring, claims });

const verify = (changes: Partial<Parameters<typeof verifyLink>[0]> = {}) =>
  verifyLink({ keyring, token, purpose: 'confirm_conversation', now, ...changes });

describe('a signed link', () => {
  test('gives back what was signed', () => {
    const anyClaims = fc.record({
      purpose: fc.string(),
      organizationId: fc.uuid(),
      subjectId: fc.string({ unit: 'grapheme' }),
      personId: fc.string({ unit: 'grapheme' }),
      expiresAt: fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => now.add({ seconds })),
    });
    fc.assert(
      fc.property(anyClaims, (signed) => {
        const verified = verifyLink({
          keyring,
          token: signLink({ keyring, claims: signed }),
          purpose: signed.purpose,
          now,
        });
        expect(verified).toEqual({ kind: 'ok', claims: signed });
      }),
    );
  });

  test('carries its organisation in clear and needs no escaping in a URL', () => {
    expect(token.startsWith(`${claims.organizationId}.1.`)).toBe(true);
    expect(encodeURIComponent(token)).toBe(token);
  });

  test('works until the instant it expires, and from then on says so', () => {
    expect(verify({ now: claims.expiresAt.subtract({ nanoseconds: 1 }) }).kind).toBe('ok');
    expect(verify({ now: claims.expiresAt })).toEqual({ kind: 'expired', claims });
  });

  test('is good for one purpose only', () => {
    expect(verify({ purpose: 'connect_calendar' })).toEqual({ kind: 'wrong_purpose' });
  });

  test('with any one character changed, dropped or doubled is invalid', () => {
    const characters = '-.0Aaz_ =';
    for (let index = 0; index < token.length; index += 1) {
      const [before, after] = [token.slice(0, index), token.slice(index + 1)];
      const changed = Array.from(characters)
        .map((character) => before + character + after)
        .filter((variant) => variant !== token);
      for (const variant of [...changed, before + after, before + token.charAt(index) + token.slice(index)]) {
        expect(verify({ token: variant })).toEqual({ kind: 'invalid' });
      }
    }
  });

  test('of one organisation is invalid under the name of another', () => {
    const elsewhere = '0199f0a4-5c1e-7bbb-8000-000000000002';
    expect(verify({ token: token.replace(claims.organizationId, elsewhere) })).toEqual({ kind: 'invalid' });
  });

  test('is invalid when its claims or its signature come from another link', () => {
    const other = signLink({ keyring, claims: { ...claims, purpose: 'connect_calendar' } }).split('.');
    const ours = token.split('.');
    expect(verify({ token: [...other.slice(0, 3), ours[3]].join('.') })).toEqual({ kind: 'invalid' });
    expect(verify({ token: [...ours.slice(0, 3), other[3]].join('.') })).toEqual({ kind: 'invalid' });
  });

  test('is invalid whatever else is presented', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (anything) => {
        expect(verify({ token: anything })).toEqual({ kind: 'invalid' });
      }),
    );
  });

  test('outlives a rotation of keys, and dies with the key that signed it', () => {
    const newKey = generateKey();
    expect(verify({ keyring: createKeyring(`v2:${newKey},v1:${oldKey}`) }).kind).toBe('ok');
    expect(verify({ keyring: createKeyring(`v2:${newKey}`) })).toEqual({ kind: 'invalid' });
    expect(verify({ keyring: createKeyring(`v1:${newKey}`) })).toEqual({ kind: 'invalid' });
  });

  test('cannot be signed for something that is no organisation id', () => {
    expect(() => signLink({ keyring, claims: { ...claims, organizationId: 'acme.1' } })).toThrow(TypeError);
  });
});
