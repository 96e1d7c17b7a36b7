import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './keyring.ts';
import type { Keyring } from './keyring.ts';

/**
 * What a mail link allows. `purpose` is the one thing it is good for, as in
 * 'confirm_conversation'; `subjectId` what it is about; `personId` who was mailed.
 */
export type LinkClaims = {
  readonly purpose: string;
  readonly organizationId: string;
  readonly subjectId: string;
  readonly personId: string;
  /** The first instant at which the link no longer works, cut to whole seconds. */
  readonly expiresAt: Temporal.Instant;
};

export type LinkVerification =
  | { readonly kind: 'ok'; readonly claims: LinkClaims }
  | { readonly kind: 'expired'; readonly claims: LinkClaims }
  | { readonly kind: 'wrong_purpose' }
  | { readonly kind: 'invalid' };

const TOKEN = /^([0-9a-f-]{36})\.([1-9]\d{0,4})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/**
 * A token for a mail link: `<organization id>.<key version>.<claims>.<HMAC-SHA256>`, with the
 * organisation in clear. Signed, not secret, and not single-use: whatever it leads to has to
 * be harmless when repeated, and to wait for a click, since mail scanners open links and run
 * their scripts.
 */
export function signLink({ keyring, claims }: { keyring: Keyring; claims: LinkClaims }): string {
  const expires = Math.floor(claims.expiresAt.epochMilliseconds / 1000);
  const encoded = Buffer.from(
    JSON.stringify([claims.purpose, claims.subjectId, claims.personId, expires]),
    'utf8',
  ).toString('base64url');
  const signed = `${claims.organizationId}.${keyring.currentVersion}.${encoded}`;
  const signature = signatureOf({ keyring, version: keyring.currentVersion, signed });
  const token = `${signed}.${signature}`;
  if (!TOKEN.test(token))
    throw new TypeError(`An organisation id must be a lower-case UUID, not ${JSON.stringify(claims.organizationId)}.`);
  return token;
}

/**
 * Checks a token against the purpose of the page it was presented to. Only a token whose
 * signature holds gets a better answer than `invalid`.
 */
export function verifyLink({
  keyring,
  token,
  purpose,
  now,
}: {
  keyring: Keyring;
  token: string;
  purpose: string;
  now: Temporal.Instant;
}): LinkVerification {
  const claims = signedClaims({ keyring, token });
  if (claims === null) return { kind: 'invalid' };
  if (claims.purpose !== purpose) return { kind: 'wrong_purpose' };
  if (Temporal.Instant.compare(now, claims.expiresAt) >= 0) return { kind: 'expired', claims };
  return { kind: 'ok', claims };
}

/** What a token of ours says, run out or not and whatever it is good for: that has to be asked beside. Null: not ours. */
export function signedClaims({ keyring, token }: { keyring: Keyring; token: string }): LinkClaims | null {
  const [, organizationId, version, encoded, signature] = TOKEN.exec(token) ?? [];
  if (organizationId === undefined || encoded === undefined || signature === undefined) return null;

  const expected = signatureOf({ keyring, version: Number(version), signed: token.slice(0, -signature.length - 1) });
  // Compared as text: base64url has spare bits, and a second spelling of a signature is not ours.
  if (expected === undefined || !timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return null;
  return readClaims({ organizationId, encoded });
}

function signatureOf({
  keyring,
  version,
  signed,
}: {
  keyring: Keyring;
  version: number;
  signed: string;
}): string | undefined {
  const key = deriveKey({ keyring, version, use: 'signed-link' });
  if (key === undefined) return undefined;
  return createHmac('sha256', key).update(signed, 'utf8').digest('base64url');
}

// Reached only behind a valid signature: the shape is the one `signLink` wrote.
function readClaims({ organizationId, encoded }: { organizationId: string; encoded: string }): LinkClaims {
  const claims: [string, string, string, number] = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  const [purpose, subjectId, personId, expires] = claims;
  return {
    purpose,
    organizationId,
    subjectId,
    personId,
    expiresAt: Temporal.Instant.fromEpochMilliseconds(expires * 1000),
  };
}
