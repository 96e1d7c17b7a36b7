import type { AccountStore } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { Participant, Session } from './attendance.ts';

/** meetingAttendanceReport without its records, which are asked for apart. */
export function presentReport(session: Session): JsonObject {
  const joined = session.participants.map((participant) => millisecondsOf(participant.joined));
  const left = session.participants.map((participant) => millisecondsOf(participant.left));
  return {
    id: session.id,
    totalParticipantCount: participantsByEmail(session).size,
    meetingStartDateTime: new Date(Math.min(...joined)).toISOString(),
    meetingEndDateTime: new Date(Math.max(...left)).toISOString(),
  };
}

/** One attendanceRecord a person, with an interval for every time they came. */
export function presentRecords({
  session,
  organizer,
  accounts,
}: {
  session: Session;
  organizer: string;
  accounts: AccountStore;
}): JsonObject[] {
  return [...participantsByEmail(session)].map(([email, stays]) => {
    const account = accounts.get(email);
    const intervals = stays.map(presentInterval);
    return {
      id: account?.subject ?? email,
      emailAddress: email,
      totalAttendanceInSeconds: intervals.reduce((sum, { durationInSeconds }) => sum + durationInSeconds, 0),
      role: email === organizer ? 'Organizer' : 'Presenter',
      identity: { id: account?.subject ?? null, displayName: account?.displayName ?? email },
      attendanceIntervals: intervals,
    };
  });
}

function presentInterval({ joined, left }: Participant) {
  const seconds = Math.round((millisecondsOf(left) - millisecondsOf(joined)) / 1000);
  return {
    joinDateTime: new Date(millisecondsOf(joined)).toISOString(),
    leaveDateTime: new Date(millisecondsOf(left)).toISOString(),
    durationInSeconds: seconds,
  };
}

function participantsByEmail({ participants }: Session): Map<string, Participant[]> {
  const byEmail = new Map<string, Participant[]>();
  for (const participant of participants) {
    byEmail.set(participant.email, [...(byEmail.get(participant.email) ?? []), participant]);
  }
  return byEmail;
}

function millisecondsOf(moment: string): number {
  return Temporal.Instant.from(moment).epochMilliseconds;
}
