import type { AttendanceAnswer } from '@throughline/app/ports/attendance.ts';
import { CalendarError, type CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';

/**
 * What a refusal to tell of a call comes to. It is never a fault of the calendar's connection, so what would be said of
 * that as a whole (`broken-because.ts`) is answered here and not thrown. What may work later, and a token that was not
 * accepted, is thrown.
 */
export async function answerOf(read: () => Promise<AttendanceAnswer>): Promise<AttendanceAnswer> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    if (error.kind === 'scope_missing') return { kind: 'not_allowed', because: 'scope' };
    if (forbidden.has(error.kind)) return { kind: 'not_allowed', because: 'settings' };
    if (error.kind === 'not_found') return { kind: 'told', presences: new Map() };
    throw error;
  }
}

const forbidden: ReadonlySet<CalendarErrorKind> = new Set(['refused', 'misconfigured', 'admin_needed', 'mailbox_gone']);
