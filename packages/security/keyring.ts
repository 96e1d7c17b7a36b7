import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const KEY_BYTES = 32;
const ENTRY = /^v([1-9]\d{0,4}):([A-Za-z0-9+/_-]+={0,2})$/;
const LARGEST_VERSION = 65_535;

/** What a key derived from the keyring is used for; two uses never share key material. */
export type KeyUse = 'envelope' | 'signed-link';

/**
 * Versioned key-encryption keys. New data is sealed under `currentVersion`; the older ones stay
 * readable until everything has been rewrapped. Holds `KeyObject`s, so that printing or
 * serialising a keyring by mistake shows no key.
 */
export type Keyring = {
  readonly currentVersion: number;
  readonly keys: ReadonlyMap<number, KeyObject>;
};

export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/**
 * Reads the setting ENCRYPTION_KEYS: `v2:<base64>,v1:<base64>`, the current key first, each
 * 32 bytes. Throws a `KeyringError` that names the variable and never repeats key material.
 */
export function createKeyring(spec: string): Keyring {
  const entries = spec
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const keys = new Map<number, KeyObject>();

  for (const [index, entry] of entries.entries()) {
    const { version, secret } = parseEntry({ entry, position: index + 1 });
    if (keys.has(version))
      throw new KeyringError(`ENCRYPTION_KEYS names v${version} twice; every key needs its own version.`);
    keys.set(version, createSecretKey(secret));
  }

  const [currentVersion] = keys.keys();
  if (currentVersion === undefined) {
    throw new KeyringError(
      'ENCRYPTION_KEYS is empty; it needs at least one key, as in v1:<32 random bytes in base64>.',
    );
  }
  return { currentVersion, keys };
}

/** A new random key in base64, to be written as `v<number>:<key>` into ENCRYPTION_KEYS. */
export function generateKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/**
 * The key for one use under one version (HKDF-SHA256, RFC 5869), or undefined when the keyring
 * no longer has that version.
 */
export function deriveKey({
  keyring,
  version,
  use,
}: {
  keyring: Keyring;
  version: number;
  use: KeyUse;
}): Buffer | undefined {
  const key = keyring.keys.get(version);
  if (key === undefined) return undefined;
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `throughline ${use}`, KEY_BYTES));
}

function parseEntry({ entry, position }: { entry: string; position: number }): { version: number; secret: Buffer } {
  const match = ENTRY.exec(entry);
  const version = Number(match?.[1]);
  const encoded = match?.[2];
  if (encoded === undefined || version > LARGEST_VERSION) {
    throw new KeyringError(
      `ENCRYPTION_KEYS: entry ${position} is not of the form v<number>:<base64>, as in v1:<32 random bytes in base64>.`,
    );
  }
  const secret = Buffer.from(encoded, 'base64');
  if (secret.length !== KEY_BYTES) {
    throw new KeyringError(
      `ENCRYPTION_KEYS: key v${version} has ${secret.length} bytes; it must have ${KEY_BYTES} (openssl rand -base64 32 prints one).`,
    );
  }
  return { version, secret };
}
