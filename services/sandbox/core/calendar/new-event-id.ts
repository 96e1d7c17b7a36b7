import { randomBytes } from 'node:crypto';

/** An id any of the clouds can give an entry: 26 characters of base32hex, as Google's own. */
export function newEventId(): string {
  return BigInt(`0x${randomBytes(16).toString('hex')}`)
    .toString(32)
    .padStart(26, '0');
}
