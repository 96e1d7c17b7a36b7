import type { GraphClientError } from '@microsoft/microsoft-graph-client';
import { CalendarError, type CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { plainCode } from '../plain-code.ts';
import { retryAfterOf } from '@throughline/domain/time/retry-after.ts';

/** What a call was meant to do: a read can be asked again, a write whose answer is lost may have taken effect. */
export type Effect = 'read' | 'write';

/** learn.microsoft.com/graph/errors */
const graphError = z.object({ error: z.object({ code: plainCode }) });
const systemError = z.object({ code: z.string().nullable() });

/** Before a byte of the request left: nothing can have taken effect. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** 400 as well as 409 were seen for it. */
const takenId = 'ErrorDuplicateTransactionId';
/**
 * Said of the mailbox or its owner, so it says nothing about whether an entry is still there. `ResourceNotFound` comes
 * in place of the first now and then (microsoftgraph/microsoft-graph-docs#10481); of an entry Graph says `ErrorItemNotFound`.
 */
const noMailbox = new Set([
  'MailboxNotEnabledForRESTAPI',
  'MailboxNotSupportedForRESTAPI',
  'ErrorInvalidUser',
  'ErrorNonExistentMailbox',
  'Request_ResourceNotFound',
  'ResourceNotFound',
]);
const scopeMissing = new Set(['ErrorAccessDenied', 'Authorization_RequestDenied', 'accessDenied']);
/** The mailbox is elsewhere, on its way, or full of work; or our push address did not answer the handshake in time. */
const passing = new Set([
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxStoreUnavailable',
  'ErrorServerBusy',
  'ValidationError',
]);
const tooFast = new Set(['ApplicationThrottled', 'MailboxConcurrency', 'TooManyRequests', 'activityLimitReached']);
/** 503 and 429 alike say with it how long the mailbox is to be left alone. */
const retryAfter = 'retry-after';

export type Failure = {
  readonly error: CalendarError;
  /** How long Microsoft wants to be left alone. */
  readonly leaveAlone: Temporal.Duration | null;
  /** In this mailbox, or by the whole application. */
  readonly of: 'mailbox' | 'project';
  /** There were more calls than it takes. */
  readonly tooFast: boolean;
};

/**
 * What a failed Graph call means. Keeps status and code of the answer and nothing else: its message repeats
 * addresses and ids that were sent.
 */
export function failureFrom({
  status,
  headers,
  body,
  effect,
  wall,
}: {
  status: number;
  headers: Headers;
  body: unknown;
  effect: Effect;
  wall: Temporal.Instant;
}): Failure {
  const code = graphError.safeParse(body).data?.error.code ?? null;
  const leaveAlone = retryAfterOf({ header: headers.get(retryAfter), wall });
  const error = new CalendarError({
    kind: kindOf({ status, code, effect }),
    message: `Microsoft Graph answered ${status}${code === null ? '' : ` ${code}`}.`,
    cause: { status, reason: code },
    retryAfter: leaveAlone,
    claims: claimsOf(headers),
  });
  // "Scope/limit/application/tenant": the application over all tenants has a limit of its own.
  const isOfApplication = /^Application\//i.test(headers.get('x-ms-throttle-scope') ?? '');
  return { error, leaveAlone, of: isOfApplication ? 'project' : 'mailbox', tooFast: error.kind === 'throttled' };
}

/** No answer, one that broke off, or one too long to be meant. */
export function unanswered({ effect, error }: { effect: Effect; error: GraphClientError }): CalendarError {
  const code = systemError.safeParse(error.customError).data?.code ?? null;
  const isSafe = effect === 'read' || (code !== null && neverSent.has(code));
  return new CalendarError({
    kind: isSafe ? 'unavailable' : 'uncertain',
    message: 'Microsoft Graph gave no answer.',
    cause: { code },
  });
}

/** A 2xx whose body is not what Microsoft describes: cut short, or a page from something in between. */
export function unreadable({ effect, issues }: { effect: Effect; issues: readonly string[] }): CalendarError {
  return new CalendarError({
    kind: effect === 'read' ? 'unavailable' : 'uncertain',
    message: 'Microsoft Graph answered something unreadable.',
    cause: { issues },
  });
}

function kindOf({ status, code, effect }: { status: number; code: string | null; effect: Effect }): CalendarErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 429 || (code !== null && tooFast.has(code))) return 'throttled';
  if (code !== null && status < 500 && noMailbox.has(code)) return 'mailbox_gone';
  if (status === 403) return code !== null && scopeMissing.has(code) ? 'scope_missing' : 'refused';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 412 || code === 'ErrorIrresolvableConflict') return 'precondition_failed';
  if (status === 409 || code === takenId) return 'conflict';
  if (status === 408 || status >= 500) return effect === 'read' ? 'unavailable' : 'uncertain';
  return code !== null && passing.has(code) ? 'unavailable' : 'refused';
}

/**
 * A claims challenge of Continuous Access Evaluation: what the next token has to satisfy, as JSON
 * (learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation).
 */
function claimsOf(headers: Headers): string | null {
  const challenge = headers.get('www-authenticate') ?? '';
  if (!/error="insufficient_claims"/i.test(challenge)) return null;
  const encoded = /claims="([^"]+)"/i.exec(challenge)?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
}
