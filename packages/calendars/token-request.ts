import { CalendarError, type CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import type { z } from 'zod';
import { retryAfterOf } from '@throughline/domain/time/retry-after.ts';

const answerWithinMs = 15_000;

/** What a provider's refusal means, and the code it gave for it. */
export type Refusal = { readonly kind: CalendarErrorKind; readonly reason: string | null };

/**
 * One form post to an OAuth server, sent once. No client library is used for it: they repeat POSTs by themselves, put
 * the token to revoke into the URL, or keep the old refresh token when a new one comes. Throws CalendarErrors;
 * `cause` keeps status and error code, never the body.
 */
export async function tokenRequest<Answer>({
  provider,
  endpoint,
  form,
  answer,
  refusalOf,
  wall,
}: {
  /** As people call it. */
  provider: string;
  endpoint: string;
  form: Readonly<Record<string, string>>;
  answer: z.ZodType<Answer>;
  refusalOf: (refused: { status: number; body: unknown }) => Refusal;
  wall: () => Temporal.Instant;
}): Promise<Answer> {
  const { response, body } = await post({ provider, endpoint, form });
  if (!response.ok) {
    const { status, headers } = response;
    const { kind, reason } = refusalOf({ status, body });
    throw new CalendarError({
      kind,
      message: `${provider} answered ${status}${reason === null ? '' : ` ${reason}`} to a token request.`,
      cause: { status, reason },
      retryAfter: retryAfterOf({ header: headers.get('retry-after'), wall: wall() }),
    });
  }
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CalendarError({
    kind: 'unavailable',
    message: `${provider} answered a token request with something unreadable.`,
    cause: { issues: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) },
  });
}

/** What no other refresh token would do better about, however it came. */
export function endsGrant(kind: CalendarErrorKind): boolean {
  return kind === 'grant_revoked' || kind === 'grant_expired' || kind === 'mailbox_gone';
}

/** There is no grant yet to be revoked: `invalid_grant` says that the code is spent, late or another client's. */
export async function refusedAsCode<T>({
  provider,
  exchange,
}: {
  provider: string;
  exchange: () => Promise<T>;
}): Promise<T> {
  try {
    return await exchange();
  } catch (error) {
    if (!(error instanceof CalendarError) || !endsGrant(error.kind)) throw error;
    throw new CalendarError({
      kind: 'refused',
      message: `${provider} did not accept the authorization code.`,
      cause: error.cause,
    });
  }
}

async function post({
  provider,
  endpoint,
  form,
}: {
  provider: string;
  endpoint: string;
  form: Readonly<Record<string, string>>;
}): Promise<{ response: Response; body: unknown }> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { response, body: parseJson(await response.text()) };
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    throw new CalendarError({
      kind: 'unavailable',
      message: `${provider} gave no answer to a token request.`,
      cause: { code },
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
