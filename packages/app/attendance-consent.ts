import type { StoredConnection } from '@throughline/db/connection-store.ts';
import type { CalendarAttendance } from './ports/attendance.ts';

type Attendance = Pick<CalendarAttendance, 'scopes' | 'isKeptFor'>;
type Connection = Pick<StoredConnection, 'accountSubject' | 'purpose' | 'status' | 'scopes' | 'attendanceAgreedAt'>;

/** `lost`: the person agreed, and what was granted no longer covers it. Their calendar works on. */
export type AttendanceConsent = 'not_asked' | 'agreed' | 'lost';

/** Null where there is nothing to ask for: only who organises has calls, and not every account has records of them. */
export function attendanceConsent({
  attendance,
  connection,
}: {
  attendance: Attendance;
  connection: Connection;
}): AttendanceConsent | null {
  const { purpose, status, attendanceAgreedAt } = connection;
  if (purpose !== 'organize' || status !== 'active' || !attendance.isKeptFor(connection)) return null;
  if (attendanceAgreedAt === null) return 'not_asked';
  return coversAttendance({ attendance, scopes: connection.scopes }) ? 'agreed' : 'lost';
}

export function coversAttendance({
  attendance,
  scopes,
}: {
  attendance: Pick<Attendance, 'scopes'>;
  scopes: readonly string[];
}): boolean {
  return attendance.scopes.every((scope) => scopes.includes(scope));
}
