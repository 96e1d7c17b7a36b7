import { CalendarError } from '@throughline/app/ports/calendar-error.ts';

export type JobFailure =
  /** Passes by itself: let the queue try again, and the next sweep after that. */
  | { readonly kind: 'retry' }
  /** Nothing will come of trying again now: the row in PostgreSQL says when, or whose move it is. */
  | { readonly kind: 'leave_to_sweeps' }
  /** A bug: told once, and kept among the failed jobs. */
  | { readonly kind: 'bug' };

const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);

/** What becomes of a job whose work threw. */
export function jobFailure(error: unknown): JobFailure {
  if (error instanceof CalendarError) return ofCalendar(error);
  const code = codeOf(error);
  // 57P01–57P03 and class 08: PostgreSQL is restarting or gone; 40001 and 40P01: two of us were in each other's way.
  if (code !== null && (passingCodes.has(code) || /^(08...|57P0[1-3]|40001|40P01|53...)$/.test(code)))
    return { kind: 'retry' };
  return { kind: 'bug' };
}

function ofCalendar({ kind }: CalendarError): JobFailure {
  switch (kind) {
    case 'throttled':
    case 'unavailable':
    case 'uncertain':
    case 'precondition_failed':
    case 'conflict':
      return { kind: 'retry' };
    case 'unauthorized':
    case 'grant_revoked':
    case 'grant_expired':
    case 'mailbox_gone':
    case 'scope_missing':
    case 'admin_needed':
    case 'misconfigured':
    case 'not_found':
    case 'refused':
      return { kind: 'leave_to_sweeps' };
  }
}

/** Drivers wrap one another's errors; the code stands on the innermost. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
