import { randomBytes } from 'node:crypto';
import { hashToken } from './token-hash.ts';

const SECRET_BYTES = 32;
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = new RegExp(`^(${ID})\\.(${ID})\\.[A-Za-z0-9_-]{43}$`);

/**
 * What a calendar provider says to show that it announces on a channel we opened: `<organization id>.<channel id>.<256
 * random bits>`, 117 characters, which fits Google's token (256) and Graph's clientState (128). The ids stand in clear,
 * so that the tenant can be set and the row be found before the hash is compared. Only the hash is stored.
 */
export function createChannelToken({ organizationId, channelId }: { organizationId: string; channelId: string }): {
  token: string;
  hash: Buffer;
} {
  const token = `${organizationId}.${channelId}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  if (!TOKEN.test(token)) throw new TypeError('A channel token is made of two lower-case UUIDs.');
  return { token, hash: hashToken(token) };
}

/** The claimed ids, or null when this is no token of ours. Proves nothing: `matchesTokenHash` does. */
export function parseChannelToken(token: string): { organizationId: string; channelId: string } | null {
  const [, organizationId, channelId] = TOKEN.exec(token) ?? [];
  return organizationId === undefined || channelId === undefined ? null : { organizationId, channelId };
}
