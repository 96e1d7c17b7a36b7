import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hashToken } from './token-hash.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 30;
const CHECKSUM_LENGTH = 6;
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;
const API_KEY =
  /^(tl_live_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/**
 * A new API key: `tl_live_<organization id without hyphens>_<30 random base62><checksum>`. Shown once;
 * only the hash is stored, and `hint` (its last four characters) to recognise it by. The fixed
 * prefix and the CRC32, an idea of GitHub's, let a scanner of leaked secrets know a key
 * without asking us.
 */
export function createApiKey({ organizationId }: { organizationId: string }): {
  key: string;
  hash: Buffer;
  hint: string;
} {
  if (!UUID.test(organizationId))
    throw new TypeError(`An organisation id must be a lower-case UUID, not ${JSON.stringify(organizationId)}.`);
  const random = Array.from({ length: RANDOM_LENGTH }, () => BASE62.charAt(randomInt(BASE62.length))).join('');
  const body = `tl_live_${organizationId.replaceAll('-', '')}_${random}`;
  const key = body + checksumOf(body);
  return { key, hash: hashToken(key), hint: key.slice(-4) };
}

/**
 * The claimed organisation and the hash to look up under it, or null when the shape or the
 * checksum is wrong, which costs no query. Proves nothing by itself: the hash has to be found
 * in that organisation.
 */
export function parseApiKey(key: string): { organizationId: string; hash: Buffer } | null {
  const match = API_KEY.exec(key);
  if (match === null) return null;
  const [, body = '', a, b, c, d, e, checksum] = match;
  if (checksum !== checksumOf(body)) return null;
  return { organizationId: `${a}-${b}-${c}-${d}-${e}`, hash: hashToken(key) };
}

function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  while (digits.length < CHECKSUM_LENGTH) {
    digits = BASE62.charAt(rest % BASE62.length) + digits;
    rest = Math.floor(rest / BASE62.length);
  }
  return digits;
}
