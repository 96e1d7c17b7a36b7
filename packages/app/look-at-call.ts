import { attendanceStore, type CallToLookAt } from '@throughline/db/attendance-store.ts';
import { attendanceWindow, floorReached } from '@throughline/domain/attendance/floor-reached.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { askAttendance } from './ask-attendance.ts';
import { coversAttendance } from './attendance-consent.ts';
import type { AppContext } from './context.ts';
import type { AttendanceAnswer } from './ports/attendance.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { recordFloorReached } from './record-floor-reached.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>;
type Look = { readonly organizationId: string; readonly call: CallToLookAt; readonly policy: Policy };

/**
 * Takes one look at one call. Of what the provider says one thing is kept, and only where it is so: that the two were
 * there together for long enough. A look that failed is over; the next one comes by itself. True when it was found out.
 */
export async function lookAtCall(context: Context, look: Look): Promise<boolean> {
  const { db, clock, calendars, log } = context;
  const { organizationId, call, policy } = look;
  const { connectionId, conversationId, eventId } = call;
  const now = clock.now();
  const { attendance } = calendars.provider(call.provider);
  if (!coversAttendance({ attendance, scopes: call.scopes })) return false;
  const isOurs = await db.inOrganization(organizationId, (tx) =>
    attendanceStore(tx).claimLook({ eventId, seen: call.lookedAt, now }),
  );
  if (!isOurs) return false;

  const toleranceMinutes = policy.rules.attendanceToleranceMinutes;
  const window = attendanceWindow({ ...call, toleranceMinutes });
  const answer = await answerOf({ context, look, window });
  if (answer === null) return false;
  if (answer.kind === 'not_allowed') {
    log.warn({ organizationId, connectionId, because: answer.because }, 'a provider does not tell of attendance');
    if (answer.because === 'scope') {
      const { scopes } = attendance;
      await db.inOrganization(organizationId, (tx) => attendanceStore(tx).dropScopes({ connectionId, scopes }));
    }
    return false;
  }
  const isReached = floorReached({
    manager: answer.presences.get(call.manager.subject) ?? [],
    report: answer.presences.get(call.report.subject) ?? [],
    window,
    floorMinutes: policy.rules.durationFloorMinutes,
    now,
  });
  return isReached && recordFloorReached(context, { organizationId, conversationId });
}

/** Null when there is none this time. */
async function answerOf({
  context,
  look: { organizationId, call },
  window,
}: {
  context: Context;
  look: Look;
  window: ReturnType<typeof attendanceWindow>;
}): Promise<AttendanceAnswer | null> {
  const { connectionId, conferenceUrl, manager, report } = call;
  const question = { conferenceUrl, window, accounts: [manager, report] };
  try {
    return await askAttendance({ context, organizationId, connectionId }, question);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { kind, message: why } = error;
    context.log.warn({ organizationId, connectionId, kind, why }, 'attendance could not be read');
    return null;
  }
}
