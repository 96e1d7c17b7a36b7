import type { AttendanceAnswer } from '@throughline/app/ports/attendance.ts';
import { CalendarError } from '@throughline/app/ports/calendar-error.ts';

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
    switch (error.kind) {
      case 'scope_missing':
        return { kind: 'not_allowed', because: 'scope' };
      case 'refused':
      case 'misconfigured':
      case 'admin_needed':
      case 'mailbox_gone':
        return { kind: 'not_allowed', because: 'settings' };
      case 'not_found':
        return { kind: 'told', presences: new Map() };
      default:
        throw error;
    }
  }
}
