import { CalendarError, type CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { gaxios } from 'google-auth-library';
import { z } from 'zod';
import { plainCode } from '../plain-code.ts';
import { retryAfterOf } from '@throughline/domain/time/retry-after.ts';

/** What a call was meant to do: a read can be asked again, a write whose answer is lost may have taken effect. */
export type Effect = 'read' | 'write';

const apiError = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: plainCode.optional(), domain: z.string().optional() })).optional(),
    // Newer APIs name a status, and the reason among details of several kinds (google.aip.dev/193).
    status: plainCode.optional(),
    details: z.array(z.object({ reason: plainCode.optional() })).optional(),
  }),
});
const withCode = z.object({ code: z.string() });

/** Before a byte of the request left: nothing can have taken effect. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** developers.google.com/workspace/calendar/api/guides/errors: 403 and 429 with these mean the same. */
const tooFast = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'dailyLimitExceeded', 'quotaExceeded']);
/** All people's calls together; `userRateLimitExceeded`, and what names no reason, is one person's matter. */
const ofTheProject = new Set(['rateLimitExceeded', 'dailyLimitExceeded', 'quotaExceeded']);
const scopeMissing = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);
const ours = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);
/** The account has no calendar: it never had, or an administrator switched Calendar off for it. */
const noCalendar = 'notACalendarUser';
/** Too many invitations sent: lifted after hours, not seconds. Reading goes on meanwhile. */
const invitationQuota = Temporal.Duration.from({ hours: 6 });

export type Failure = {
  readonly error: CalendarError;
  /** How long Google wants to be left alone. */
  readonly leaveAlone: Temporal.Duration | null;
  /** On behalf of this person, or by all of the project. */
  readonly of: 'mailbox' | 'project';
  /** There were more calls than it takes. */
  readonly tooFast: boolean;
};

/**
 * What a failed call means. Keeps status and reason of Google's answer and nothing else: its text can
 * repeat what was sent, and the client's own error carries the access token. What is no failed call is thrown on.
 */
export function failureFrom({
  error,
  effect,
  wall,
}: {
  error: unknown;
  effect: Effect;
  wall: Temporal.Instant;
}): Failure {
  if (!(error instanceof gaxios.GaxiosError)) throw error;
  const { response } = error;
  // An answer that begins well and is too long, or breaks off, says nothing about the call.
  if (response === undefined || response.ok) {
    const lost = unanswered({ effect, code: codeOf(error) ?? codeOf(error.cause) });
    return { error: lost, leaveAlone: null, of: 'mailbox', tooFast: false };
  }
  const { status } = response;
  const { reason, domain } = reasonOf(response.data);
  const leaveAlone = retryAfterOf({ header: response.headers.get('retry-after'), wall });
  const isInvitationQuota = reason === 'quotaExceeded' && domain === 'calendar';
  const mapped = new CalendarError({
    kind: kindOf({ status, reason, effect }),
    message: `Google answered ${status}${reason === null ? '' : ` ${reason}`}.`,
    cause: { status, reason },
    retryAfter: leaveAlone ?? (isInvitationQuota ? invitationQuota : null),
  });
  const isOfProject = reason !== null && ofTheProject.has(reason) && !isInvitationQuota;
  return {
    error: mapped,
    leaveAlone,
    of: isOfProject ? 'project' : 'mailbox',
    tooFast: mapped.kind === 'throttled' && !isInvitationQuota,
  };
}

/** A 2xx whose body is not what Google describes: cut short, or a page from something in between. */
export function unreadable({ effect, issues }: { effect: Effect; issues: readonly string[] }): CalendarError {
  return new CalendarError({
    kind: effect === 'read' ? 'unavailable' : 'uncertain',
    message: 'Google answered something unreadable.',
    cause: { issues },
  });
}

function kindOf({
  status,
  reason,
  effect,
}: {
  status: number;
  reason: string | null;
  effect: Effect;
}): CalendarErrorKind {
  // Our address was refused, 401 or not; no other token mends that.
  if (reason?.startsWith('push.')) return 'refused';
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'throttled';
  if (status === 403) return kindOfForbidden(reason);
  if (status === 404 || status === 410) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 412) return 'precondition_failed';
  if (status === 408 || status >= 500) return effect === 'read' ? 'unavailable' : 'uncertain';
  return 'refused';
}

function kindOfForbidden(reason: string | null): CalendarErrorKind {
  if (reason === null) return 'refused';
  if (tooFast.has(reason)) return 'throttled';
  if (scopeMissing.has(reason)) return 'scope_missing';
  if (reason === noCalendar) return 'mailbox_gone';
  return ours.has(reason) ? 'misconfigured' : 'refused';
}

function unanswered({ effect, code }: { effect: Effect; code: string | null }): CalendarError {
  const isSafe = effect === 'read' || (code !== null && neverSent.has(code));
  return new CalendarError({
    kind: isSafe ? 'unavailable' : 'uncertain',
    message: 'Google gave no answer.',
    cause: { code },
  });
}

function reasonOf(body: unknown): { reason: string | null; domain: string | null } {
  const parsed = apiError.safeParse(body);
  const { errors: [first] = [], details = [], status } = parsed.data?.error ?? {};
  const detailed = details.find(({ reason }) => reason !== undefined)?.reason;
  return { reason: first?.reason ?? detailed ?? status ?? null, domain: first?.domain ?? null };
}

function codeOf(value: unknown): string | null {
  return withCode.safeParse(value).data?.code ?? null;
}
