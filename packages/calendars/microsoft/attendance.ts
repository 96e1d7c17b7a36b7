import type { AttendanceAnswer, CalendarAttendance, KnownAccount } from '@throughline/app/ports/attendance.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { Presence } from '@throughline/domain/attendance/floor-reached.ts';
import { overlaps, type Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import { answerOf } from '../attendance-refusal.ts';
import type { GraphClient } from './client.ts';
import { personalTenant } from './oauth-endpoints.ts';
import { pagedEvents } from './paged-events.ts';
import { attendanceScopes } from './scopes.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text));
const report = z.object({
  id: z.string(),
  meetingStartDateTime: moment.nullish(),
  meetingEndDateTime: moment.nullish(),
});
const record = z.object({
  emailAddress: z.string().nullish(),
  identity: z.object({ id: z.string().nullish(), tenantId: z.string().nullish() }).nullish(),
  attendanceIntervals: z.array(z.object({ joinDateTime: moment.nullish(), leaveDateTime: moment.nullish() })).nullish(),
});
type AttendanceRecord = z.infer<typeof record>;

const teamsHosts = new Set(['teams.microsoft.com', 'teams.cloud.microsoft']);

/**
 * Teams' attendance reports (learn.microsoft.com/graph/api/meetingattendancereport-get): one for each session of a
 * meeting once it is over, for its organizer alone, kept for a year.
 */
export function microsoftAttendance(client: GraphClient): CalendarAttendance {
  return {
    scopes: attendanceScopes,
    // Personal accounts have none.
    isKeptFor: ({ accountSubject }) => !accountSubject.startsWith(`${personalTenant}.`),
    presences: (input) => answerOf(() => presences({ client, ...input })),
  };
}

async function presences({
  client,
  auth,
  conferenceUrl,
  window,
  accounts,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  conferenceUrl: string;
  window: Interval;
  accounts: readonly KnownAccount[];
}): Promise<AttendanceAnswer> {
  const found = new Map<string, Presence[]>();
  const path = await meetingPath({ client, auth, conferenceUrl });
  if (path === null) return { kind: 'told', presences: found };
  for (const { id } of await reportsIn({ client, auth, path, window })) {
    for (const one of await recordsOf({ client, auth, path: `${path}/attendanceReports/${encodeURIComponent(id)}` })) {
      const account = accounts.find((candidate) => isOf({ account: candidate, record: one }));
      if (account !== undefined) found.set(account.subject, [...(found.get(account.subject) ?? []), ...stays(one)]);
    }
  }
  return { kind: 'told', presences: found };
}

type Given = { client: GraphClient; auth: CalendarAuth };

/** Meetings cannot be listed, only looked up by their join link, by whoever organizes them. */
async function meetingPath({ client, auth, conferenceUrl }: Given & { conferenceUrl: string }): Promise<string | null> {
  if (!teamsHosts.has(URL.parse(conferenceUrl)?.host ?? '')) return null;
  const { value } = await client.call({
    auth,
    effect: 'read',
    path: '/me/onlineMeetings',
    query: { $filter: `JoinWebUrl eq '${conferenceUrl.replaceAll("'", "''")}'` },
    answer: z.object({ value: z.array(z.object({ id: z.string() })) }),
    send: (request) => request.get(),
  });
  const [meeting] = value;
  return meeting === undefined ? null : `/me/onlineMeetings/${encodeURIComponent(meeting.id)}`;
}

/** People come together behind one link more than once; a report that names no times is read as well. */
async function reportsIn({ client, auth, path, window }: Given & { path: string; window: Interval }) {
  const { items } = await pagedEvents({ client, auth, item: report, path: `${path}/attendanceReports` });
  return items.filter(({ meetingStartDateTime: start, meetingEndDateTime: end }) =>
    overlaps({ start: start ?? window.start, end: end ?? window.end }, window),
  );
}

async function recordsOf({ client, auth, path }: Given & { path: string }): Promise<readonly AttendanceRecord[]> {
  const { attendanceRecords } = await client.call({
    auth,
    effect: 'read',
    path,
    query: { $expand: 'attendanceRecords' },
    answer: z.object({ attendanceRecords: z.array(record).nullish() }),
    send: (request) => request.get(),
  });
  return attendanceRecords ?? [];
}

/**
 * By the id stored when they connected. Whoever comes as a guest of the organizer's tenant has another id there: then by
 * the stored address. Without any id nobody signed in, and an address or a name may be anybody's.
 */
function isOf({
  account,
  record: { identity, emailAddress },
}: {
  account: KnownAccount;
  record: AttendanceRecord;
}): boolean {
  if (!identity?.id) return false;
  const [tenant, id] = account.subject.split('.');
  const isSame = identity.id === id && (!identity.tenantId || identity.tenantId === tenant);
  return isSame || emailAddress?.toLowerCase() === account.email.toLowerCase();
}

function stays({ attendanceIntervals }: AttendanceRecord): readonly Presence[] {
  return (attendanceIntervals ?? []).flatMap(({ joinDateTime: joined, leaveDateTime: left }) =>
    joined && left ? [{ joined, left }] : [],
  );
}
