import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * What the database keeps of a token: its SHA-256. A plain hash is enough for random tokens of
 * at least 112 bits (OWASP ASVS 5.0 6.5.2); passwords would need a slow one.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Whether a token belongs to a stored hash, in time that does not depend on where they differ. */
export function matchesTokenHash({ token, hash }: { token: string; hash: Uint8Array }): boolean {
  const actual = hashToken(token);
  return hash.length === actual.length && timingSafeEqual(actual, hash);
}
