import type { CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { plainCode } from '../plain-code.ts';
import { tokenRequest, type Refusal } from '../token-request.ts';

const oauthError = z.object({
  error: plainCode,
  error_subtype: z.string().optional(),
  error_description: z.string().optional(),
});
/** Nothing but Google's words tells it from a grant that was revoked (FlowCrypt/flowcrypt-browser#2269, GAM-team/GAM#1171). */
const accountGone = /account has been (deleted|disabled)/i;
/** A company's session control wants the person to sign in again (support.google.com/a/answer/9368756). */
const signInAgain = 'invalid_rapt';

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
  const {
    error: reason = null,
    error_subtype: subtype,
    error_description: words = '',
  } = oauthError.safeParse(body).data ?? {};
  if (reason === 'invalid_grant' && status < 500) {
    if (accountGone.test(words)) return { kind: 'mailbox_gone', reason: `${reason} account_gone` };
    if (subtype === signInAgain) return { kind: 'grant_expired', reason: `${reason} ${signInAgain}` };
  }
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
