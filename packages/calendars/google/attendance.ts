import type { AttendanceAnswer, CalendarAttendance, KnownAccount } from '@throughline/app/ports/attendance.ts';
import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { Presence } from '@throughline/domain/attendance/floor-reached.ts';
import { overlaps, type Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import { answerOf } from '../attendance-refusal.ts';
import type { GoogleClient } from './client.ts';
import { meetPages, moment } from './meet-pages.ts';
import { attendanceScopes } from './scopes.ts';

const record = z.object({ name: z.string(), startTime: moment, endTime: moment.optional() });
/** Whoever is not signed in, or dials in, is nobody: there is no id to know them by. */
const participant = z.object({ name: z.string(), signedinUser: z.object({ user: z.string() }).optional() });
const session = z.object({ startTime: moment, endTime: moment.optional() });

/** A call lasts no longer (support.google.com/meet/answer/7317473). */
const longestCallHours = 24;
const meetingCode = /^\/([a-z]+-[a-z]+-[a-z]+)$/;

/** Meet's conference records (developers.google.com/workspace/meet/api/guides/conferences), gone after 30 days. */
export function googleAttendance(client: GoogleClient): CalendarAttendance {
  return {
    scopes: attendanceScopes,
    isKeptFor: () => true,
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
  client: GoogleClient;
  auth: CalendarAuth;
  conferenceUrl: string;
  window: Interval;
  accounts: readonly KnownAccount[];
}): Promise<AttendanceAnswer> {
  const subjects = new Map(accounts.map(({ subject }) => [`users/${subject}`, subject]));
  const found = new Map<string, Presence[]>();
  for (const conference of await conferencesIn({ client, auth, conferenceUrl, window })) {
    for (const { name: parent, signedinUser } of await participantsOf({ client, auth, parent: conference.name })) {
      const subject = subjects.get(signedinUser?.user ?? '');
      if (subject === undefined) continue;
      const stays = await sessionsOf({ client, auth, parent });
      const known = found.get(subject) ?? [];
      // A session without an end in a conference that has one ended with it.
      const left = conference.endTime ?? null;
      found.set(subject, [...known, ...stays.map((one) => ({ joined: one.startTime, left: one.endTime ?? left }))]);
    }
  }
  return { kind: 'told', presences: found };
}

type Given = { client: GoogleClient; auth: CalendarAuth };

/** A code is used again for other calls: those that touch the window count. */
async function conferencesIn({
  client,
  auth,
  conferenceUrl,
  window,
}: Given & { conferenceUrl: string; window: Interval }) {
  const code = codeOf(conferenceUrl);
  if (code === null) return [];
  const earliest = window.start.subtract({ hours: longestCallHours });
  const filter = [
    `space.meeting_code = "${code}"`,
    `start_time>="${text(earliest)}"`,
    `start_time<="${text(window.end)}"`,
  ].join(' AND ');
  const records = await meetPages({
    client,
    auth,
    key: 'conferenceRecords',
    item: record,
    itemFields: 'name,startTime,endTime',
    send: (page, options) => client.meet.conferenceRecords.list({ filter, pageSize: 100, ...page }, options),
  });
  return records.filter(({ startTime: start, endTime: end }) => overlaps({ start, end: end ?? window.end }, window));
}

function participantsOf({ client, auth, parent }: Given & { parent: string }) {
  return orNone(() =>
    meetPages({
      client,
      auth,
      key: 'participants',
      item: participant,
      itemFields: 'name,signedinUser(user)',
      send: (page, options) =>
        client.meet.conferenceRecords.participants.list({ parent, pageSize: 250, ...page }, options),
    }),
  );
}

function sessionsOf({ client, auth, parent }: Given & { parent: string }) {
  return orNone(() =>
    meetPages({
      client,
      auth,
      key: 'participantSessions',
      item: session,
      itemFields: 'startTime,endTime',
      send: (page, options) =>
        client.meet.conferenceRecords.participants.participantSessions.list(
          { parent, pageSize: 250, ...page },
          options,
        ),
    }),
  );
}

/** A record that expired between two calls leaves the others standing. */
async function orNone<Item>(read: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CalendarError && error.kind === 'not_found') return [];
    throw error;
  }
}

/** Null for a link to anything but Meet. */
function codeOf(conferenceUrl: string): string | null {
  const url = URL.parse(conferenceUrl);
  return url?.host === 'meet.google.com' ? (meetingCode.exec(url.pathname)?.[1] ?? null) : null;
}

function text(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' });
}
