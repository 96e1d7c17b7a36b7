import { attendanceWindow } from '@throughline/domain/attendance/floor-reached.ts';
import { expect, test } from 'vitest';
import { answeringGraph, answerJson } from '../testing/answering-graph.ts';
import { microsoftAttendance } from './attendance.ts';
import { personalTenant } from './oauth-endpoints.ts';

const auth = { organizationId: 'here', connectionId: 'ana', accessToken: 'a token' };
const tenant = '11111111-1111-4111-8111-111111111111';
const ana = { subject: `${tenant}.22222222-2222-4222-8222-222222222222`, email: 'ana@contoso.example' };
const start = Temporal.Instant.from('2027-03-02T14:00:00Z');
const window = attendanceWindow({ startsAt: start, endsAt: start.add({ minutes: 60 }), toleranceMinutes: 30 });
const conferenceUrl = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_it's/0";
const whole = [
  { joinDateTime: '2027-03-02T14:00:00.1234567Z', leaveDateTime: '2027-03-02T15:00:00Z', durationInSeconds: 3600 },
];

/** How often Ana is told to have come, where one report holds this record. */
async function timesSeen(record: object) {
  const asked: string[] = [];
  const { client } = await answeringGraph((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://graph.example');
    asked.push(`${pathname} ${searchParams.get('$filter') ?? ''}`.trim());
    if (pathname.endsWith('/onlineMeetings')) return answerJson({ response, body: { value: [{ id: 'M+/=' }] } });
    if (pathname.endsWith('/attendanceReports')) {
      const times = { meetingStartDateTime: '2027-03-02T14:00:00Z', meetingEndDateTime: '2027-03-02T15:00:00Z' };
      return answerJson({ response, body: { value: [{ id: 'one', ...times }] } });
    }
    return answerJson({ response, body: { id: 'one', attendanceRecords: [record] } });
  });
  const answer = await microsoftAttendance(client).presences({ auth, conferenceUrl, window, accounts: [ana] });
  if (answer.kind !== 'told') throw new Error(answer.because);
  return { seen: answer.presences.get(ana.subject)?.length ?? 0, asked };
}

const id = ana.subject.split('.')[1];

test.each([
  ['by the id stored at connecting', { identity: { id, tenantId: tenant }, emailAddress: 'new@contoso.example' }, 1],
  ['by it where no tenant is named', { identity: { id }, emailAddress: null }, 1],
  ['not by it from another tenant', { identity: { id, tenantId: '3' }, emailAddress: null }, 0],
  [
    'as a guest in the organizer’s tenant',
    { identity: { id: 'guest', tenantId: '3' }, emailAddress: 'Ana@Contoso.example' },
    1,
  ],
  ['not by an address nobody signed in with', { identity: { id: null }, emailAddress: ana.email }, 0],
  ['not without an identity', { identity: null, emailAddress: ana.email }, 0],
  ['not by a name', { identity: { id: '9', displayName: 'Ana Lima' }, emailAddress: 'other@contoso.example' }, 0],
])('somebody is known %s', async (_how, who, times) => {
  expect((await timesSeen({ ...who, attendanceIntervals: whole })).seen).toBe(times);
});

test('an interval that names no end is none, and a record may have no interval', async () => {
  const identity = { id };
  expect((await timesSeen({ identity, attendanceIntervals: [{ joinDateTime: '2027-03-02T14:00:00Z' }] })).seen).toBe(0);
  expect((await timesSeen({ identity, attendanceIntervals: null })).seen).toBe(0);
});

test('the link is quoted as OData wants it, and ids are encoded in paths', async () => {
  const { asked } = await timesSeen({ identity: { id }, attendanceIntervals: whole });
  expect(asked).toEqual([
    `/v1.0/me/onlineMeetings JoinWebUrl eq '${conferenceUrl.replace("'", "''")}'`,
    '/v1.0/me/onlineMeetings/M%2B%2F%3D/attendanceReports',
    '/v1.0/me/onlineMeetings/M%2B%2F%3D/attendanceReports/one',
  ]);
});

test('a personal account has no records of its calls', async () => {
  const { client } = await answeringGraph(() => undefined);
  const { isKeptFor } = microsoftAttendance(client);
  expect(isKeptFor({ accountSubject: `${personalTenant}.1` })).toBe(false);
  expect(isKeptFor({ accountSubject: ana.subject })).toBe(true);
});
