import type { AccountStore } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isPublished, endOf, millisecondsOf, startOf, staysByCaller } from '../../../core/calls/call.ts';
import type { Call, Caller, Calls, Stay } from '../../../core/calls/call.ts';

/**
 * The sessions of a meeting there are reports of, the newest first: those that are over
 * (learn.microsoft.com/graph/cloud-communications-online-meeting-artifacts).
 */
export function reportedCalls({ calls, joinUrl, now }: { calls: Calls; joinUrl: string; now: number }): Call[] {
  return calls
    .all()
    .filter((call) => call.joinUrl === joinUrl && endOf({ call, now }) !== null && isPublished({ call, now }));
}

/** meetingAttendanceReport without its records, which are asked for apart. */
export function presentReport(call: Call): JsonObject {
  const left = call.stays.map((stay) => millisecondsOf(stay.left ?? stay.joined));
  return {
    id: call.id,
    totalParticipantCount: staysByCaller(call.stays).size,
    meetingStartDateTime: new Date(startOf(call)).toISOString(),
    meetingEndDateTime: new Date(Math.max(...left)).toISOString(),
  };
}

/** One attendanceRecord a person, with an interval for every time they came. */
export function presentRecords({
  call,
  organizer,
  accounts,
}: {
  call: Call;
  organizer: string;
  accounts: AccountStore;
}): JsonObject[] {
  return [...staysByCaller(call.stays)].map(([key, stays]) => {
    const { who } = stays[0];
    const intervals = stays.map(presentInterval);
    return {
      ...presentCaller({ who, accounts, key }),
      totalAttendanceInSeconds: intervals.reduce((sum, { durationInSeconds }) => sum + durationInSeconds, 0),
      role: who.kind === 'account' && who.email === organizer ? 'Organizer' : 'Presenter',
      attendanceIntervals: intervals,
    };
  });
}

/** Teams knows the address of whoever signed in; everybody else is a name and nothing more. */
function presentCaller({ who, accounts, key }: { who: Caller; accounts: AccountStore; key: string }): JsonObject {
  if (who.kind === 'account') {
    const account = accounts.get(who.email);
    const id = account?.provider === 'microsoft' ? account.subject : null;
    return {
      id: id ?? key,
      emailAddress: who.email,
      identity: { id, displayName: account?.displayName ?? who.email },
    };
  }
  return {
    id: key,
    emailAddress: null,
    identity: { id: null, displayName: who.kind === 'anonymous' ? who.name : who.number },
  };
}

function presentInterval({ joined, left }: Stay) {
  const seconds = Math.round((millisecondsOf(left ?? joined) - millisecondsOf(joined)) / 1000);
  return {
    joinDateTime: new Date(millisecondsOf(joined)).toISOString(),
    leaveDateTime: new Date(millisecondsOf(left ?? joined)).toISOString(),
    durationInSeconds: seconds,
  };
}
