import { describe, expect, test } from 'vitest';
import { inspect } from 'node:util';
import { createKeyring, deriveKey, generateKey, KeyringError } from './keyring.ts';

describe('ENCRYPTION_KEYS', () => {
  test('the first key is the current one and the others stay readable', () => {
    const keyring = createKeyring(`v2:${generateKey()}, v1:${generateKey()}`);
    expect(keyring.currentVersion).toBe(2);
    expect([...keyring.keys.keys()]).toEqual([2, 1]);
  });

  test.each([
    ['nothing', '', /ENCRYPTION_KEYS is empty/],
    ['a key without a version', generateKey(), /ENCRYPTION_KEYS: entry 1/],
    ['a version of zero', `v0:${generateKey()}`, /ENCRYPTION_KEYS: entry 1/],
    ['a version beyond two bytes', `v65536:${generateKey()}`, /ENCRYPTION_KEYS: entry 1/],
    ['something that is not base64', `v2:${generateKey()},v1:not base64`, /ENCRYPTION_KEYS: entry 2/],
    ['a key that is too short', 'v1:c2hvcnQ=', /ENCRYPTION_KEYS: key v1 has 5 bytes/],
    ['one version twice', `v1:${generateKey()},v1:${generateKey()}`, /ENCRYPTION_KEYS names v1 twice/],
  ])('%s is refused with the name of the variable', (_what, spec, message) => {
    expect(() => createKeyring(spec)).toThrow(KeyringError);
    expect(() => createKeyring(spec)).toThrow(message);
  });

  test('no refusal repeats key material', () => {
    const secret = generateKey();
    const refusal = (spec: string) => {
      try {
        createKeyring(spec);
      } catch (error) {
        return inspect(error);
      }
      throw new Error('expected a refusal');
    };
    expect(refusal(secret)).not.toContain(secret);
    expect(refusal(`v1:${secret}AAAA`)).not.toContain(secret.slice(0, 12));
    expect(refusal(`v1:${secret},v1:${secret}`)).not.toContain(secret);
  });

  test('a keyring that is printed or serialised shows no key', () => {
    const secret = generateKey();
    const keyring = createKeyring(`v1:${secret}`);
    const hex = Buffer.from(secret, 'base64').toString('hex');
    const shown = inspect(keyring, { depth: null }) + JSON.stringify(keyring) + JSON.stringify([...keyring.keys]);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(hex);
  });
});

test('two uses of one key share nothing, and an unknown version has no key', () => {
  const keyring = createKeyring(`v1:${generateKey()}`);
  const envelope = deriveKey({ keyring, version: 1, use: 'envelope' });
  const link = deriveKey({ keyring, version: 1, use: 'signed-link' });
  expect(envelope).toHaveLength(32);
  expect(envelope?.equals(link ?? Buffer.alloc(0))).toBe(false);
  expect(deriveKey({ keyring, version: 2, use: 'envelope' })).toBeUndefined();
});
