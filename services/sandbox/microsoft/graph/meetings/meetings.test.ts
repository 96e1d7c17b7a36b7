import { expect, test } from 'vitest';
import { graphOf, graphWith } from '../../../testing/graph-client.ts';
import {
  connectMicrosoft,
  microsoftParameters,
  signInScopes,
  startWithMicrosoftPeople,
} from '../../../testing/microsoft-consent.ts';

const ida = 'ida@contoso.example';
const tom = 'tom@contoso.example';
const hour = (at: string) => ({ dateTime: `2027-01-12T${at}:00`, timeZone: 'UTC' });

/** Ida's Teams meeting with Tom. */
async function withMeeting() {
  const sandbox = await startWithMicrosoftPeople();
  await sandbox.control('POST', 'clock', { set: '2027-01-12T09:00:00Z' });
  const [asIda, asTom] = [await graphOf({ sandbox, email: ida }), await graphOf({ sandbox, email: tom })];
  const body = {
    subject: 'Career conversation',
    start: hour('10:00'),
    end: hour('11:00'),
    attendees: [{ emailAddress: { address: tom }, type: 'required' }],
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
  };
  const created = await asIda('POST', '/me/events', { body });
  await sandbox.control('POST', 'clock', { advance: 'PT1S' });
  const event = await asIda('GET', `/me/events/${created.body.id}`);
  const joinUrl: string = event.body.onlineMeeting.joinUrl;
  const lookUp = `/me/onlineMeetings?$filter=${encodeURIComponent(`JoinWebUrl eq '${joinUrl}'`)}`;
  const attend = (...participants: [email: string, joined: string, left: string][]) =>
    sandbox.control('POST', 'attendance', {
      joinUrl,
      participants: participants.map(([email, joined, left]) => ({
        email,
        joined: `2027-01-12T${joined}:00Z`,
        left: `2027-01-12T${left}:00Z`,
      })),
    });
  return { sandbox, asIda, asTom, joinUrl, lookUp, attend };
}

test('a meeting is found by its join link, by its organizer', async () => {
  const { asIda, asTom, joinUrl, lookUp } = await withMeeting();
  const { body } = await asIda('GET', lookUp);
  expect(body.value).toMatchObject([
    {
      joinWebUrl: joinUrl,
      subject: 'Career conversation',
      startDateTime: '2027-01-12T10:00:00.000Z',
      participants: { organizer: { upn: ida } },
    },
  ]);
  const one = await asIda('GET', `/me/onlineMeetings/${body.value[0].id}`);
  expect(one.body.joinWebUrl).toBe(joinUrl);
  expect((await asTom('GET', lookUp)).body.value).toEqual([]);
  expect((await asTom('GET', `/me/onlineMeetings/${body.value[0].id}`)).status).toBe(404);
  expect((await asIda('GET', '/me/onlineMeetings')).status).toBe(400);
});

test('there is a report for each session that is over, with its records only when they are asked for', async () => {
  const { sandbox, asIda, lookUp, attend } = await withMeeting();
  const path = `/me/onlineMeetings/${(await asIda('GET', lookUp)).body.value[0].id}/attendanceReports`;
  expect((await asIda('GET', path)).body.value).toEqual([]);
  await attend([ida, '10:00', '10:05']);
  await attend([ida, '10:10', '11:00'], [tom, '10:12', '10:30'], [tom, '10:40', '10:58']);
  expect((await asIda('GET', path)).body.value).toEqual([]);
  await sandbox.control('POST', 'clock', { advance: 'PT3H' });
  const { body } = await asIda('GET', path);
  expect(body.value).toEqual([
    {
      id: expect.any(String),
      totalParticipantCount: 2,
      meetingStartDateTime: '2027-01-12T10:10:00.000Z',
      meetingEndDateTime: '2027-01-12T11:00:00.000Z',
    },
    expect.objectContaining({ totalParticipantCount: 1 }),
  ]);
  const report = `${path}/${body.value[0].id}`;
  expect((await asIda('GET', report)).body).not.toHaveProperty('attendanceRecords');
  const { body: expanded } = await asIda('GET', `${report}?$expand=attendanceRecords`);
  expect(expanded.attendanceRecords).toMatchObject([
    { emailAddress: ida, role: 'Organizer', totalAttendanceInSeconds: 3000 },
    {
      emailAddress: tom,
      role: 'Presenter',
      totalAttendanceInSeconds: 2160,
      attendanceIntervals: [{ durationInSeconds: 1080 }, { joinDateTime: '2027-01-12T10:40:00.000Z' }],
      identity: { displayName: 'Tom Hale' },
    },
  ]);
  expect((await asIda('GET', `${report}/attendanceRecords`)).body.value).toEqual(expanded.attendanceRecords);
  expect((await asIda('GET', `${path}/nonsense`)).status).toBe(404);
});

test('attendance takes its own permission, and a work account', async () => {
  const { sandbox, asIda, lookUp } = await withMeeting();
  const { id } = (await asIda('GET', lookUp)).body.value[0];
  const parameters = microsoftParameters({ scope: [...signInScopes, 'OnlineMeetings.Read'].join(' ') });
  const { body } = await connectMicrosoft({ url: sandbox.url, parameters });
  const call = graphWith({ url: sandbox.url, token: body['access_token'] ?? '' });
  expect((await call('GET', lookUp)).status).toBe(200);
  expect((await call('GET', `/me/onlineMeetings/${id}/attendanceReports`)).status).toBe(403);
  const pia = await graphOf({ sandbox, email: 'pia@outlook.example' });
  expect((await pia('GET', lookUp)).status).toBe(403);
});

test('a report that is late is not there before, and whoever did not sign in is a name', async () => {
  const { sandbox, asIda, joinUrl, lookUp } = await withMeeting();
  const path = `/me/onlineMeetings/${(await asIda('GET', lookUp)).body.value[0].id}/attendanceReports`;
  const stay = { joined: '2027-01-12T10:00:00Z', left: '2027-01-12T11:00:00Z' };
  const participants = [
    { email: ida, ...stay },
    { anonymous: 'Tom Hale', ...stay },
    { phone: '+49301234567', ...stay },
  ];
  await sandbox.control('POST', 'attendance', { joinUrl, publishedAt: '2027-01-12T18:00:00Z', participants });
  await sandbox.control('POST', 'clock', { advance: 'PT6H' });
  expect((await asIda('GET', path)).body.value).toEqual([]);
  await sandbox.control('POST', 'clock', { advance: 'PT6H' });
  const [report] = (await asIda('GET', path)).body.value;
  const { body } = await asIda('GET', `${path}/${report.id}?$expand=attendanceRecords`);
  expect(body.attendanceRecords).toMatchObject([
    { emailAddress: ida },
    { emailAddress: null, identity: { id: null, displayName: 'Tom Hale' } },
    { emailAddress: null, identity: { id: null } },
  ]);
});

test('reports come a page at a time', async () => {
  const { sandbox, asIda, lookUp, attend } = await withMeeting();
  const path = `/me/onlineMeetings/${(await asIda('GET', lookUp)).body.value[0].id}/attendanceReports`;
  for (const at of ['10:00', '10:20', '10:40']) await attend([ida, at, '10:50']);
  await sandbox.control('POST', 'clock', { advance: 'PT3H' });
  await sandbox.control('POST', 'faults', { kind: 'short_page', items: 1 });
  const first = (await asIda('GET', path)).body;
  expect(first.value).toHaveLength(1);
  const { pathname, search } = new URL(first['@odata.nextLink']);
  const second = (await asIda('GET', `${pathname.replace('/v1.0', '')}${search}`)).body;
  expect(second.value).toHaveLength(2);
  expect(second).not.toHaveProperty('@odata.nextLink');
});

test.each([
  ['nobody', []],
  [
    'somebody who left before they came',
    [{ email: tom, joined: '2027-01-12T11:00:00Z', left: '2027-01-12T10:00:00Z' }],
  ],
])('a session of %s cannot be entered', async (_what, participants) => {
  const { sandbox, joinUrl } = await withMeeting();
  await expect(sandbox.control('POST', 'attendance', { joinUrl, participants })).rejects.toThrow(/^400/);
});
