import type { CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { plainCode } from '../plain-code.ts';
import { tokenRequest, type Refusal } from '../token-request.ts';

const oauthError = z.object({ error: plainCode, error_codes: z.array(z.number()).default([]) });

/**
 * What an AADSTS code says that its `error` does not (learn.microsoft.com/entra/identity-platform/reference-error-codes).
 * The codes change, so all others are judged by their `error`: 50173 and 50133 (revoked, password reset), 50076, 50079
 * and 53003 (conditional access) all come as `invalid_grant` or `interaction_required`, and only the person can mend
 * them, by signing in again.
 */
const kinds: Readonly<Record<number, CalendarErrorKind>> = {
  // Nobody consented for the tenant, or the consent was withdrawn.
  65001: 'admin_needed',
  90008: 'admin_needed',
  90094: 'admin_needed',
  90095: 'admin_needed',
  900941: 'admin_needed',
  // Unused for 90 days, older than a token may grow, or than the last sign-in may be.
  50078: 'grant_expired',
  70008: 'grant_expired',
  70043: 'grant_expired',
  700082: 'grant_expired',
  700084: 'grant_expired',
  // The account: not found, disabled, deleted.
  50034: 'mailbox_gone',
  50057: 'mailbox_gone',
  500341: 'mailbox_gone',
  // The person is not assigned to the application, where the tenant demands it: no matter of the whole tenant's.
  50105: 'grant_revoked',
  // Our registration, its secret or its redirect URI.
  50011: 'misconfigured',
  50194: 'misconfigured',
  70001: 'misconfigured',
  70011: 'misconfigured',
  90002: 'misconfigured',
  700016: 'misconfigured',
  7000112: 'misconfigured',
  7000215: 'misconfigured',
  7000218: 'misconfigured',
  7000222: 'misconfigured',
  // Passing troubles of their own.
  50033: 'unavailable',
  70012: 'unavailable',
  90006: 'unavailable',
  90012: 'unavailable',
  90024: 'unavailable',
  90033: 'unavailable',
  90090: 'unavailable',
  // The same request too often, from us or from the whole tenant.
  50196: 'throttled',
  90055: 'throttled',
};

/** One form post to Microsoft's token endpoint, sent once. Throws CalendarErrors. */
export function oauthCall<Answer>(input: {
  endpoint: string;
  form: Readonly<Record<string, string>>;
  answer: z.ZodType<Answer>;
  wall: () => Temporal.Instant;
}): Promise<Answer> {
  return tokenRequest({ ...input, provider: 'Microsoft', refusalOf });
}

/** `reason` is the AADSTS code where there is one: it is what an administrator can look up. */
export function refusalOf({ status, body }: { status: number; body: unknown }): Refusal {
  const { error = null, error_codes: codes = [] } = oauthError.safeParse(body).data ?? {};
  const [code] = codes;
  return {
    kind: (code === undefined ? undefined : kinds[code]) ?? kindOf({ status, error }),
    reason: code === undefined ? error : `AADSTS${code}`,
  };
}

function kindOf({ status, error }: { status: number; error: string | null }): CalendarErrorKind {
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 408) return 'unavailable';
  switch (error) {
    case 'invalid_grant':
    case 'interaction_required':
    case 'login_required':
      return 'grant_revoked';
    case 'consent_required':
      return 'admin_needed';
    case 'temporarily_unavailable':
    case 'server_error':
      return 'unavailable';
    case null:
      return status === 401 ? 'misconfigured' : 'unavailable';
    default:
      return 'misconfigured';
  }
}
