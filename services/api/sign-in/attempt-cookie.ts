import { z } from 'zod';
import { EnvelopeError, open, seal } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';

const content = z.object({
  provider: z.enum(['google', 'microsoft', 'oidc']),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expiresAt: z.string(),
});
type SealedAttempt = z.infer<typeof content>;

/** No organisation is known before somebody has signed in, so the attempt lives in the browser that began it. */
const context = { organizationId: 'none', recordId: 'sign-in', field: 'attempt' };

export function sealAttempt({ keyring, attempt }: { keyring: Keyring; attempt: SealedAttempt }): string {
  return seal({ keyring, plaintext: JSON.stringify(attempt), context }).toString('base64url');
}

/** Null when the cookie is not ours, was changed, or is older than it may be (`wall` is the machine's time). */
export function openAttempt({
  keyring,
  cookie,
  wall,
}: {
  keyring: Keyring;
  cookie: string;
  wall: Temporal.Instant;
}): SealedAttempt | null {
  try {
    const opened: unknown = JSON.parse(open({ keyring, sealed: Buffer.from(cookie, 'base64url'), context }));
    const attempt = content.safeParse(opened).data;
    // Sealed by an earlier version, in the minutes of an upgrade.
    if (attempt === undefined) return null;
    return Temporal.Instant.compare(wall, Temporal.Instant.from(attempt.expiresAt)) < 0 ? attempt : null;
  } catch (error) {
    if (error instanceof EnvelopeError) return null;
    throw error;
  }
}
