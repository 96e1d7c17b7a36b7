import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { AccountIdentity } from '@throughline/app/ports/calendar.ts';
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { issuers } from './oauth-endpoints.ts';

const clockToleranceSeconds = 60;
const claims = z.object({
  sub: z.string().min(1),
  email: z.string().min(3),
  email_verified: z.boolean().default(false),
  hd: z.string().optional(),
  nonce: z.string(),
});

/**
 * Whose account it is, from an id token that Google signed for this client and this attempt (OpenID Connect Core
 * §3.1.3.7). Throws a CalendarError: `refused` for a token that is not that, `unavailable` without Google's keys.
 */
export async function identityFrom({
  idToken,
  keys,
  clientId,
  nonce,
  wall,
}: {
  idToken: string;
  keys: JWTVerifyGetKey;
  clientId: string;
  nonce: string;
  wall: Temporal.Instant;
}): Promise<AccountIdentity> {
  const payload = await verified({ idToken, keys, clientId, wall });
  const parsed = claims.safeParse(payload);
  if (!parsed.success || parsed.data.nonce !== nonce) {
    throw new CalendarError({ kind: 'refused', message: 'The id token does not belong to this attempt.' });
  }
  const { sub, email, email_verified: emailVerified, hd } = parsed.data;
  return { subject: sub, email: email.toLowerCase(), emailVerified, tenant: hd ?? null };
}

async function verified({
  idToken,
  keys,
  clientId,
  wall,
}: {
  idToken: string;
  keys: JWTVerifyGetKey;
  clientId: string;
  wall: Temporal.Instant;
}): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: issuers,
      audience: clientId,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(wall.epochMilliseconds),
    });
    return payload;
  } catch (error) {
    const isAboutTheToken =
      error instanceof errors.JWTInvalid ||
      error instanceof errors.JWTClaimValidationFailed ||
      error instanceof errors.JWTExpired ||
      error instanceof errors.JWSInvalid ||
      error instanceof errors.JWSSignatureVerificationFailed ||
      error instanceof errors.JOSEAlgNotAllowed ||
      error instanceof errors.JWKSNoMatchingKey;
    throw new CalendarError({
      kind: isAboutTheToken ? 'refused' : 'unavailable',
      message: isAboutTheToken ? 'The id token is not valid.' : "Google's keys could not be read.",
      cause: { code: error instanceof errors.JOSEError ? error.code : 'unknown' },
    });
  }
}
