import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { AccountIdentity } from '@throughline/app/ports/calendar.ts';
import { decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { issuerOf, personalTenant, tenantOfIssuer } from './oauth-endpoints.ts';

const clockToleranceSeconds = 60;
const claims = z.object({
  /** The person's id in their tenant, the same to every application; `sub` is another to each. */
  oid: z.string().min(1),
  tid: z.string(),
  email: z.string().min(3).optional(),
  preferred_username: z.string().min(3).optional(),
  xms_edov: z.union([z.boolean(), z.number(), z.string()]).optional(),
  nonce: z.string(),
});
type Claims = z.infer<typeof claims>;

/**
 * Whose account it is, from an id token that the account's own tenant signed for this client and this attempt
 * (OpenID Connect Core §3.1.3.7, learn.microsoft.com/entra/identity-platform/claims-validation). Throws a
 * CalendarError: `refused` for a token that is not that, `unavailable` without Microsoft's keys.
 */
export async function identityFrom({
  idToken,
  keysOf,
  clientId,
  nonce,
  accepts,
  wall,
}: {
  idToken: string;
  keysOf: (tenantId: string) => JWTVerifyGetKey;
  clientId: string;
  nonce: string;
  /** Whether people of this tenant may connect. */
  accepts: (tenantId: string) => Promise<boolean>;
  wall: Temporal.Instant;
}): Promise<AccountIdentity> {
  const { payload, tenantId } = await verified({ idToken, keysOf, clientId, wall });
  const parsed = claims.safeParse(payload);
  if (!parsed.success || parsed.data.nonce !== nonce || parsed.data.tid !== tenantId) {
    throw new CalendarError({ kind: 'refused', message: 'The id token does not belong to this attempt.' });
  }
  if (!(await accepts(tenantId))) {
    throw new CalendarError({ kind: 'refused', message: 'The account belongs to another tenant.' });
  }
  const email = parsed.data.email ?? parsed.data.preferred_username;
  if (email === undefined) throw new CalendarError({ kind: 'refused', message: 'The account has no address.' });
  return {
    subject: `${tenantId}.${parsed.data.oid}`,
    email: email.toLowerCase(),
    emailVerified: isVerified(parsed.data),
    tenant: tenantId,
  };
}

/**
 * A tenant's administrators write any address they like into `email`, other people's too. It is to be trusted where
 * the tenant proved that it owns the domain (`xms_edov`, an optional claim that says nothing of the sign-in name), and
 * for personal accounts, which are opened with a confirmed address; everywhere else only the tenant says who somebody
 * is (learn.microsoft.com/entra/identity-platform/migrate-off-email-claim-authorization).
 */
function isVerified({ tid, email, xms_edov: domainOwnerVerified }: Claims): boolean {
  if (tid === personalTenant) return true;
  return email !== undefined && ['true', '1'].includes(String(domainOwnerVerified).toLowerCase());
}

async function verified({
  idToken,
  keysOf,
  clientId,
  wall,
}: {
  idToken: string;
  keysOf: (tenantId: string) => JWTVerifyGetKey;
  clientId: string;
  wall: Temporal.Instant;
}): Promise<{ payload: unknown; tenantId: string }> {
  try {
    const tenantId = tenantOfIssuer(decodeJwt(idToken).iss ?? '');
    if (tenantId === null) throw new errors.JWTClaimValidationFailed('unknown issuer', {}, 'iss');
    const { payload } = await jwtVerify(idToken, keysOf(tenantId), {
      issuer: issuerOf(tenantId),
      audience: clientId,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(wall.epochMilliseconds),
    });
    return { payload, tenantId };
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
      message: isAboutTheToken ? 'The id token is not valid.' : "Microsoft's keys could not be read.",
      cause: { code: error instanceof errors.JOSEError ? error.code : 'unknown' },
    });
  }
}
