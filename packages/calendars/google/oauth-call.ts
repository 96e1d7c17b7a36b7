import type { CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { tokenRequest, type Refusal } from '../token-request.ts';

const oauthError = z.object({ error: z.string() });

/** One form post to Google's OAuth server, sent once. Throws CalendarErrors. */
export function oauthCall<Answer>(input: {
  endpoint: string;
  form: Readonly<Record<string, string>>;
  answer: z.ZodType<Answer>;
  wall: () => Temporal.Instant;
}): Promise<Answer> {
  return tokenRequest({ ...input, provider: 'Google', refusalOf });
}

function refusalOf({ status, body }: { status: number; body: unknown }): Refusal {
  const reason = oauthError.safeParse(body).data?.error ?? null;
  return { kind: kindOf({ status, code: reason }), reason };
}

/** RFC 6749 §5.2, and Google's own `admin_policy_enforced` and `org_internal`. */
function kindOf({ status, code }: { status: number; code: string | null }): CalendarErrorKind {
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 408) return 'unavailable';
  switch (code) {
    case 'invalid_grant':
    case 'invalid_token':
      return 'grant_revoked';
    case 'admin_policy_enforced':
      return 'admin_needed';
    case null:
      return status === 401 ? 'misconfigured' : 'unavailable';
    default:
      return 'misconfigured';
  }
}
