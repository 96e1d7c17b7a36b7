import { meet_v2 } from 'googleapis/build/src/apis/meet/v2.js';
import { OAuth2Client } from 'google-auth-library';
import { expect, test } from 'vitest';
import { authorizeParameters, answerConsent, exchangeCode } from '../../testing/consent.ts';
import { startWithPeople } from '../../testing/test-sandbox.ts';

const [ana, ben, eve] = ['ana@acme.example', 'ben@acme.example', 'eve@other.example'];
const day = (at: string) => `2027-01-12T${at}:00Z`;

/** Ana's event with Ben, whose link leads to a space of hers; it is 9 o'clock. */
async function withSpace() {
  const sandbox = await startWithPeople();
  await sandbox.control('POST', 'clock', { set: day('09:00') });
  const calendar = await sandbox.calendarOf(ana);
  const { data } = await calendar.events.insert({
    calendarId: 'primary',
    conferenceDataVersion: 1,
    requestBody: {
      start: { dateTime: day('10:00') },
      end: { dateTime: day('11:00') },
      attendees: [{ email: ben }],
      conferenceData: { createRequest: { requestId: 'one', conferenceSolutionKey: { type: 'hangoutsMeet' } } },
    },
  });
  await sandbox.control('POST', 'clock', { advance: 'PT1S' });
  const made = await calendar.events.get({ calendarId: 'primary', eventId: data.id ?? '' });
  const joinUrl = made.data.hangoutLink ?? '';
  const code = made.data.conferenceData?.conferenceId ?? '';

  const meetWith = (token: string): meet_v2.Meet => {
    const auth = new OAuth2Client();
    auth.setCredentials({ access_token: token });
    return new meet_v2.Meet({ auth, rootUrl: `${sandbox.url}/`, retry: false });
  };
  const meetOf = async (email: string) => {
    const { access_token: token } = (await sandbox.control('POST', 'token', { email })) as { access_token: string };
    return meetWith(token);
  };
  const come = (participants: object[], more: object = {}) =>
    sandbox.control('POST', 'attendance', { joinUrl, participants, ...more });
  const later = (advance: string) => sandbox.control('POST', 'clock', { advance });
  return { sandbox, joinUrl, code, meetWith, asAna: await meetOf(ana), meetOf, come, later };
}

const ofCode = (code: string) => `space.meeting_code = "${code}"`;
const subjectOf = async (sandbox: { control: (method: string, path: string) => Promise<unknown> }, email: string) => {
  const accounts = (await sandbox.control('GET', 'accounts')) as { email: string; subject: string }[];
  return accounts.find((account) => account.email === email)?.subject;
};
const statusOf = async (call: Promise<unknown>): Promise<[number, unknown]> => {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught as { response: { status: number; data: { error: object } } },
  );
  if (error === null) throw new Error('the call was not refused');
  return [error.response.status, error.response.data.error];
};

test('people join and leave a call, and it is a conference with participants and their sessions', async () => {
  const { sandbox, code, asAna, come, later } = await withSpace();
  expect((await asAna.conferenceRecords.list({ filter: ofCode(code) })).data).toEqual({});
  await come([
    { email: ana, joined: day('10:00'), left: day('11:00') },
    { email: ben, joined: day('10:05'), left: day('10:20') },
    { email: ben, joined: day('10:30'), left: day('10:58') },
    { anonymous: 'Somebody', joined: day('10:10'), left: day('10:12') },
    { phone: '+49301234567', joined: day('10:11'), left: day('10:12') },
  ]);
  await later('PT1H15M');
  const [running] = (await asAna.conferenceRecords.list({ filter: `${ofCode(code)} AND end_time IS NULL` })).data
    .conferenceRecords!;
  expect(running).toEqual({
    name: expect.any(String),
    startTime: '2027-01-12T10:00:00.000Z',
    space: expect.any(String),
  });
  const parent = running!.name!;
  const there = (await asAna.conferenceRecords.participants.list({ parent })).data.participants!;
  expect(there.map((one) => [Object.keys(one).at(-1), one.latestEndTime !== undefined])).toEqual([
    ['phoneUser', true],
    ['anonymousUser', true],
    ['signedinUser', false],
    ['signedinUser', false],
  ]);
  const benThere = there.find(({ earliestStartTime }) => earliestStartTime === '2027-01-12T10:05:00.000Z')!;
  expect(benThere.signedinUser).toEqual({ user: `users/${await subjectOf(sandbox, ben)}`, displayName: 'Ben Roth' });
  await later('PT3H');
  const { data } = await asAna.conferenceRecords.get({ name: parent });
  expect(data).toMatchObject({ endTime: '2027-01-12T11:00:00.000Z', expireTime: '2027-02-11T11:00:00.000Z' });
  const sessions = await asAna.conferenceRecords.participants.participantSessions.list({ parent: benThere.name! });
  expect(sessions.data.participantSessions).toMatchObject([
    { startTime: '2027-01-12T10:30:00.000Z', endTime: '2027-01-12T10:58:00.000Z' },
    { startTime: '2027-01-12T10:05:00.000Z', endTime: '2027-01-12T10:20:00.000Z' },
  ]);
});

test('several conferences of one code are told apart by their times, the latest first', async () => {
  const { code, asAna, come, later } = await withSpace();
  await come([{ email: ana, joined: day('10:00'), left: day('10:05') }]);
  await come([{ email: ana, joined: day('10:10'), left: day('11:00') }]);
  await come([{ email: ana, joined: day('15:00'), left: day('16:00') }]);
  await later('P1D');
  const startsOf = async (filter: string) =>
    (await asAna.conferenceRecords.list({ filter })).data.conferenceRecords?.map(({ startTime }) =>
      startTime?.slice(11, 16),
    );
  expect(await startsOf(ofCode(code))).toEqual(['15:00', '10:10', '10:00']);
  const between = `start_time>="${day('10:01')}" AND start_time<="${day('12:00')}"`;
  expect(await startsOf(`${ofCode(code)} AND ${between}`)).toEqual(['10:10']);
  expect(await startsOf('space.meeting_code = "abc-defg-hij"')).toBeUndefined();
  expect(await startsOf(`end_time<"${day('10:30')}"`)).toEqual(['10:00']);
});

test.each(['colour = "red"', 'start_time>=yesterday', 'start_time>="yesterday"'])(
  'the filter %s is refused',
  async (filter) => {
    const { asAna } = await withSpace();
    const [status, error] = await statusOf(asAna.conferenceRecords.list({ filter }));
    expect([status, error]).toEqual([400, expect.objectContaining({ status: 'INVALID_ARGUMENT' })]);
  },
);

test('lists come a page at a time', async () => {
  const { sandbox, asAna, come, later } = await withSpace();
  for (const at of ['10:00', '10:20', '10:40']) await come([{ email: ana, joined: day(at), left: day('10:50') }]);
  await come([ana, ben, eve].map((email) => ({ email, joined: day('12:00'), left: day('12:30') })));
  await later('P1D');
  const first = (await asAna.conferenceRecords.list({ pageSize: 3 })).data;
  expect(first.conferenceRecords).toHaveLength(3);
  const second = (await asAna.conferenceRecords.list({ pageSize: 3, pageToken: first.nextPageToken! })).data;
  expect(second).toEqual({ conferenceRecords: [expect.objectContaining({ startTime: '2027-01-12T10:00:00.000Z' })] });
  await sandbox.control('POST', 'faults', { kind: 'short_page', items: 1 });
  const parent = first.conferenceRecords![0]!.name!;
  const some = (await asAna.conferenceRecords.participants.list({ parent })).data;
  expect(some.participants).toHaveLength(1);
  const rest = (await asAna.conferenceRecords.participants.list({ parent, pageToken: some.nextPageToken! })).data;
  expect(rest.participants).toHaveLength(2);
  expect(rest.nextPageToken).toBeUndefined();
});

test('a record is there once it is published, and gone thirty days after the end', async () => {
  const { code, asAna, come, later } = await withSpace();
  await come([{ email: ana, joined: day('10:00'), left: day('11:00') }], { publishedAt: day('18:00') });
  const there = async () => (await asAna.conferenceRecords.list({ filter: ofCode(code) })).data.conferenceRecords ?? [];
  await later('PT8H');
  expect(await there()).toEqual([]);
  await later('PT2H');
  const [record] = await there();
  expect(record).toMatchObject({ endTime: '2027-01-12T11:00:00.000Z' });
  await later('P30D');
  expect(await there()).toEqual([]);
  expect((await statusOf(asAna.conferenceRecords.get({ name: record!.name! })))[0]).toBe(404);
});

test('whose space it is and who was there may read of it, and nobody else', async () => {
  const { code, come, later, meetOf } = await withSpace();
  await come([{ email: ben, joined: day('10:00'), left: day('11:00') }]);
  await later('P1D');
  const seenBy = async (email: string) =>
    (await (await meetOf(email)).conferenceRecords.list({ filter: ofCode(code) })).data.conferenceRecords ?? [];
  const [record] = await seenBy(ana);
  expect(await seenBy(ben)).toEqual([record]);
  expect(await seenBy(eve)).toEqual([]);
  expect((await statusOf((await meetOf(eve)).conferenceRecords.participants.list({ parent: record!.name! })))[0]).toBe(
    404,
  );
});

test('it takes a permission of its own', async () => {
  const { sandbox, meetWith } = await withSpace();
  const parameters = authorizeParameters();
  const back = await answerConsent({ url: sandbox.url, parameters });
  const { body } = await exchangeCode({ url: sandbox.url, code: back.searchParams.get('code') ?? '' });
  const [status, error] = await statusOf(meetWith(body['access_token'] ?? '').conferenceRecords.list({}));
  expect(status).toBe(403);
  expect(error).toMatchObject({
    status: 'PERMISSION_DENIED',
    details: [expect.objectContaining({ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' })],
  });
  expect((await statusOf(meetWith('nonsense').conferenceRecords.list({})))[0]).toBe(401);
});

test('only a link to a meeting here can be joined', async () => {
  const { sandbox } = await withSpace();
  const participants = [{ email: ana, joined: day('10:00'), left: null }];
  await expect(
    sandbox.control('POST', 'attendance', { joinUrl: 'https://zoom.example/1', participants }),
  ).rejects.toThrow(/400.*no link to a meeting/);
});
