import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './keyring.ts';
import type { Keyring } from './keyring.ts';

/*
 * One sealed value, as stored in a bytea column:
 *
 *   format (1) | key version (2, big endian) | wrapped data key (12 + 32 + 16) | payload (12 + n + 16)
 *
 * Both boxes are AES-256-GCM: nonce, ciphertext, tag. The payload's key is random for each value,
 * so a nonce never meets the same key twice, and rotation touches the 60 bytes of the wrapped
 * key alone.
 */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 3;
const WRAPPED_KEY_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const SMALLEST_ENVELOPE = HEADER_BYTES + WRAPPED_KEY_BYTES + NONCE_BYTES + TAG_BYTES;

/** Where a sealed value belongs; it opens nowhere else, not even in another column of its row. */
export type EnvelopeContext = {
  readonly organizationId: string;
  readonly recordId: string;
  readonly field: string;
};

/**
 * A sealed value that cannot be read: `malformed` (not an envelope), `unknown_key` (its version
 * has left ENCRYPTION_KEYS), `not_authentic` (changed, or moved from another record).
 */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly kind: 'malformed' | 'unknown_key' | 'not_authentic';

  constructor(kind: EnvelopeError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Encrypts a text under the keyring's current key, bound to its context. */
export function seal({
  keyring,
  plaintext,
  context,
}: {
  keyring: Keyring;
  plaintext: string;
  context: EnvelopeContext;
}): Buffer {
  const dataKey = randomBytes(KEY_BYTES);
  const payload = encrypt({ key: dataKey, content: Buffer.from(plaintext, 'utf8'), aad: payloadAad(context) });
  return Buffer.concat([wrap({ keyring, dataKey, context }), payload]);
}

/** The text that `seal` was given. Throws an `EnvelopeError` when it cannot be read. */
export function open({
  keyring,
  sealed,
  context,
}: {
  keyring: Keyring;
  sealed: Uint8Array;
  context: EnvelopeContext;
}): string {
  const { dataKey, payload } = unwrap({ keyring, sealed, context });
  return decrypt({ key: dataKey, box: payload, aad: payloadAad(context), context }).toString('utf8');
}

/**
 * The same value under the keyring's current key; the payload stays as it is and is not read.
 * Throws an `EnvelopeError` when the data key cannot be unwrapped.
 */
export function rewrap({
  keyring,
  sealed,
  context,
}: {
  keyring: Keyring;
  sealed: Uint8Array;
  context: EnvelopeContext;
}): Buffer {
  const { dataKey, payload } = unwrap({ keyring, sealed, context });
  return Buffer.concat([wrap({ keyring, dataKey, context }), payload]);
}

/** The version of the key a value is sealed under; when it is not the current one, `rewrap` is due. */
export function keyVersionOf(sealed: Uint8Array): number {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < SMALLEST_ENVELOPE || bytes[0] !== FORMAT) {
    throw new EnvelopeError('malformed', 'This is not a sealed value.');
  }
  return bytes.readUInt16BE(1);
}

function wrap({ keyring, dataKey, context }: { keyring: Keyring; dataKey: Buffer; context: EnvelopeContext }): Buffer {
  const version = keyring.currentVersion;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(FORMAT, 0);
  header.writeUInt16BE(version, 1);
  const wrapped = encrypt({
    key: wrappingKey({ keyring, version }),
    content: dataKey,
    aad: wrapAad({ context, version }),
  });
  return Buffer.concat([header, wrapped]);
}

function unwrap({ keyring, sealed, context }: { keyring: Keyring; sealed: Uint8Array; context: EnvelopeContext }): {
  dataKey: Buffer;
  payload: Buffer;
} {
  const version = keyVersionOf(sealed);
  const box = Buffer.from(sealed.subarray(HEADER_BYTES, HEADER_BYTES + WRAPPED_KEY_BYTES));
  const payload = Buffer.from(sealed.subarray(HEADER_BYTES + WRAPPED_KEY_BYTES));
  const dataKey = decrypt({ key: wrappingKey({ keyring, version }), box, aad: wrapAad({ context, version }), context });
  return { dataKey, payload };
}

function wrappingKey({ keyring, version }: { keyring: Keyring; version: number }): Buffer {
  const key = deriveKey({ keyring, version, use: 'envelope' });
  if (key === undefined) {
    throw new EnvelopeError(
      'unknown_key',
      `ENCRYPTION_KEYS has no key v${version}, under which this value was sealed.`,
    );
  }
  return key;
}

function encrypt({ key, content, aad }: { key: Buffer; content: Buffer; aad: Buffer }): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function decrypt({
  key,
  box,
  aad,
  context,
}: {
  key: Buffer;
  box: Buffer;
  aad: Buffer;
  context: EnvelopeContext;
}): Buffer {
  const nonce = box.subarray(0, NONCE_BYTES);
  const tag = box.subarray(box.length - TAG_BYTES);
  const content = box.subarray(NONCE_BYTES, box.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch (cause) {
    throw new EnvelopeError(
      'not_authentic',
      `The sealed ${context.field} of ${context.recordId} was changed or belongs to another record.`,
      { cause },
    );
  }
}

// JSON arrays keep the parts apart whatever they contain: ["a|b","c"] and ["a","b|c"] differ.
function wrapAad({ context, version }: { context: EnvelopeContext; version: number }): Buffer {
  return Buffer.from(JSON.stringify([context.organizationId, context.recordId, context.field, version]), 'utf8');
}

// Without the key version, so that rotation need not read the payload. The data key, good for
// this payload alone, is bound to the version by its own wrapping.
function payloadAad(context: EnvelopeContext): Buffer {
  return Buffer.from(JSON.stringify([context.organizationId, context.recordId, context.field]), 'utf8');
}
