import { CalendarError, type CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { retryAfterOf } from '../retry-after.ts';

const answerWithinMs = 15_000;
const oauthError = z.object({ error: z.string() });

/**
 * One form post to Google's OAuth server, sent once. google-auth-library is not used for it: it repeats POSTs by
 * itself, puts the token to revoke into the URL, and keeps the old refresh token when a new one comes.
 * Throws CalendarErrors; `cause` keeps status and error code, never the body.
 */
export async function oauthCall<Answer>({
  endpoint,
  form,
  answer,
  wall,
}: {
  endpoint: string;
  form: Readonly<Record<string, string>>;
  answer: z.ZodType<Answer>;
  wall: () => Temporal.Instant;
}): Promise<Answer> {
  const { response, body } = await post({ endpoint, form });
  if (!response.ok) throw refusal({ response, body, wall: wall() });
  const parsed = answer.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new CalendarError({
    kind: 'unavailable',
    message: 'Google answered a token request with something unreadable.',
    cause: { issues: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) },
  });
}

async function post({ endpoint, form }: { endpoint: string; form: Readonly<Record<string, string>> }) {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { response, body: await response.text() };
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    throw new CalendarError({
      kind: 'unavailable',
      message: 'Google gave no answer to a token request.',
      cause: { code },
    });
  }
}

function refusal({
  response,
  body,
  wall,
}: {
  response: Response;
  body: string;
  wall: Temporal.Instant;
}): CalendarError {
  const code = oauthError.safeParse(parseJson(body)).data?.error ?? null;
  return new CalendarError({
    kind: kindOf({ status: response.status, code }),
    message: `Google answered ${response.status}${code === null ? '' : ` ${code}`} to a token request.`,
    cause: { status: response.status, reason: code },
    retryAfter: retryAfterOf({ header: response.headers.get('retry-after'), wall }),
  });
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
