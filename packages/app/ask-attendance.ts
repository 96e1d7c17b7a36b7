import { accessToken, type AccessToken, type CalendarAccess } from './access-token.ts';
import type { AttendanceAnswer, CalendarAttendance } from './ports/attendance.ts';
import { CalendarError } from './ports/calendar-error.ts';

type Question = Omit<Parameters<CalendarAttendance['presences']>[0], 'auth'>;

/**
 * Asks a provider who was in a call. Unlike with a calendar (`calendar-access.ts`) nothing it says about attendance is
 * taken for something about the connection: a token it refuses twice is refused for this alone, and a challenge is not
 * met, since meeting it may take the person. Throws CalendarErrors for what may work later, or a grant that is gone.
 */
export async function askAttendance(access: CalendarAccess, question: Question): Promise<AttendanceAnswer> {
  const first = await accessToken({ ...access, rejected: null });
  try {
    return await ask({ access, question, token: first });
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'unauthorized' || error.claims !== null) throw error;
    const second = await accessToken({ ...access, rejected: { accessToken: first.accessToken, claims: null } });
    return ask({ access, question, token: second });
  }
}

function ask({
  access: { context, organizationId, connectionId },
  question,
  token: { provider, accessToken: token },
}: {
  access: CalendarAccess;
  question: Question;
  token: AccessToken;
}): Promise<AttendanceAnswer> {
  const auth = { organizationId, connectionId, accessToken: token };
  return context.calendars.provider(provider).attendance.presences({ auth, ...question });
}
