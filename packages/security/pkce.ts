import { createHash, randomBytes } from 'node:crypto';

export type Pkce = {
  /** Stays with us and is sent with the token request. */
  readonly verifier: string;
  /** Goes with the authorization request, as `code_challenge`. */
  readonly challenge: string;
  readonly method: 'S256';
};

/** A fresh pair for one authorization request (RFC 7636 §4.1: 32 random bytes as 43 characters). */
export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: pkceChallenge(verifier), method: 'S256' };
}

/** BASE64URL(SHA256(verifier)), RFC 7636 §4.2. */
export function pkceChallenge(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}
