import { randomBytes } from 'node:crypto';
import { hashToken } from './token-hash.ts';

const SECRET_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/;

/**
 * A random bearer token, `<organization id>.<256 random bits>`: sessions, sign-in links, OAuth
 * state, channel tokens. The organisation stands in clear so that the tenant can be set before
 * the hash is looked up. Only the hash is stored.
 */
export function createOpaqueToken({ organizationId }: { organizationId: string }): { token: string; hash: Buffer } {
  const token = `${organizationId}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  if (!TOKEN.test(token))
    throw new TypeError(`An organisation id must be a lower-case UUID, not ${JSON.stringify(organizationId)}.`);
  return { token, hash: hashToken(token) };
}

/**
 * The claimed organisation and the hash to look up under it, or null when this is no token of
 * ours. Proves nothing by itself: the hash has to be found in that organisation.
 */
export function parseOpaqueToken(token: string): { organizationId: string; hash: Buffer } | null {
  const organizationId = TOKEN.exec(token)?.[1];
  if (organizationId === undefined) return null;
  return { organizationId, hash: hashToken(token) };
}
