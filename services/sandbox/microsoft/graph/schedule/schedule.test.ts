import { describe, expect, test } from 'vitest';
import { graphOf, graphWith } from '../../../testing/graph-client.ts';
import {
  connectMicrosoft,
  microsoftParameters,
  signInScopes,
  startWithMicrosoftPeople,
} from '../../../testing/microsoft-consent.ts';

const ida = 'ida@contoso.example';
const tom = 'tom@contoso.example';

/** A time on 12 January 2027 in Madrid. */
const at = (time: string) => ({ dateTime: `2027-01-12T${time}:00`, timeZone: 'Europe/Madrid' });
const entry = (from: string, to: string, more: object = {}) => ({ start: at(from), end: at(to), ...more });
const asked = (changes: object = {}) => ({
  schedules: [tom],
  startTime: at('08:00'),
  endTime: at('12:00'),
  availabilityViewInterval: 60,
  ...changes,
});

/** Asks as Ida about Tom, who has these entries. */
async function withEntries(...entries: object[]) {
  const sandbox = await startWithMicrosoftPeople();
  const [asIda, asTom] = [await graphOf({ sandbox, email: ida }), await graphOf({ sandbox, email: tom })];
  for (const body of entries) expect((await asTom('POST', '/me/events', { body })).status).toBe(201);
  const ask = (changes: object = {}, headers: Record<string, string> = {}) =>
    asIda('POST', '/me/calendar/getSchedule', { body: asked(changes), headers });
  const tomAt = async (changes: object = {}, headers: Record<string, string> = {}) =>
    (await ask(changes, headers)).body.value[0];
  return { sandbox, asIda, asTom, ask, tomAt };
}

describe('when a colleague is taken', () => {
  test('stands in slots and in items, in UTC unless asked otherwise, and says nothing of what it is about', async () => {
    const { tomAt } = await withEntries(
      entry('09:00', '10:30', { subject: 'Budget', location: { displayName: 'B1' } }),
    );
    const madrid = await tomAt({}, { prefer: 'outlook.timezone="Romance Standard Time"' });
    expect(madrid).toEqual({
      scheduleId: tom,
      availabilityView: '0220',
      scheduleItems: [
        {
          status: 'busy',
          start: { dateTime: '2027-01-12T09:00:00.0000000', timeZone: 'Romance Standard Time' },
          end: { dateTime: '2027-01-12T10:30:00.0000000', timeZone: 'Romance Standard Time' },
        },
      ],
      workingHours: {
        daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        startTime: '08:00:00.0000000',
        endTime: '17:00:00.0000000',
        timeZone: { name: 'Romance Standard Time' },
      },
    });
    expect((await tomAt()).scheduleItems[0].start).toEqual({
      dateTime: '2027-01-12T08:00:00.0000000',
      timeZone: 'UTC',
    });
  });

  test('their own entries are told in full to themselves', async () => {
    const { asTom } = await withEntries(entry('09:00', '10:00', { subject: 'Dentist', sensitivity: 'private' }));
    const { body } = await asTom('POST', '/me/calendar/getSchedule', { body: asked() });
    expect(body.value[0].scheduleItems).toMatchObject([{ subject: 'Dentist', isPrivate: true, status: 'busy' }]);
  });

  test.each([
    ['free', '0000'],
    ['tentative', '0100'],
    ['busy', '0200'],
    ['oof', '0300'],
    ['workingElsewhere', '0000'],
  ])('%s shows as %s', async (showAs, view) => {
    const { tomAt } = await withEntries(entry('09:00', '10:00', { showAs }));
    expect(await tomAt()).toMatchObject({ availabilityView: view, scheduleItems: [{ status: showAs }] });
  });

  test('an all-day entry is the day of its owner', async () => {
    const { sandbox, ask } = await withEntries();
    await sandbox.control('POST', 'accounts', {
      email: 'joy@contoso.example',
      displayName: 'Joy',
      timeZone: 'Pacific/Auckland',
      provider: 'microsoft',
    });
    const joy = await graphOf({ sandbox, email: 'joy@contoso.example' });
    const day = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: 'Pacific/Auckland' });
    const body = { isAllDay: true, showAs: 'oof', start: day('2027-01-13'), end: day('2027-01-14') };
    expect((await joy('POST', '/me/events', { body })).status).toBe(201);
    const { body: answer } = await ask({
      schedules: ['joy@contoso.example'],
      startTime: { dateTime: '2027-01-12T10:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2027-01-12T13:00:00', timeZone: 'UTC' },
    });
    expect(answer.value[0]).toMatchObject({
      availabilityView: '033',
      scheduleItems: [{ start: { dateTime: '2027-01-12T11:00:00.0000000', timeZone: 'UTC' } }],
    });
  });

  test('every occurrence of a series counts, across a change of the clocks', async () => {
    const { tomAt } = await withEntries({
      start: { dateTime: '2027-03-23T10:00:00', timeZone: 'Europe/Madrid' },
      end: { dateTime: '2027-03-23T11:00:00', timeZone: 'Europe/Madrid' },
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
        range: { type: 'noEnd', startDate: '2027-03-23', recurrenceTimeZone: 'Romance Standard Time' },
      },
    });
    const { scheduleItems } = await tomAt({
      startTime: { dateTime: '2027-03-23T00:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2027-04-07T00:00:00', timeZone: 'UTC' },
    });
    expect(scheduleItems.map(({ start }: { start: { dateTime: string } }) => start.dateTime)).toEqual([
      '2027-03-23T09:00:00.0000000',
      '2027-03-30T08:00:00.0000000',
      '2027-04-06T08:00:00.0000000',
    ]);
  });

  test('an invitation is tentative until answered, and gone once declined', async () => {
    const { asIda, asTom, tomAt } = await withEntries();
    const attendees = [{ emailAddress: { address: tom }, type: 'required' }];
    await asIda('POST', '/me/events', { body: entry('09:00', '10:00', { attendees }) });
    expect((await tomAt()).availabilityView).toBe('0100');
    const { body: copies } = await asTom('GET', '/me/events');
    await asTom('POST', `/me/events/${copies.value[0].id}/decline`, { body: { sendResponse: true } });
    expect((await tomAt()).availabilityView).toBe('0000');
  });
});

describe('whose', () => {
  test('what is wrong with one mailbox is said beside the others, and is never a free calendar', async () => {
    const { sandbox, ask } = await withEntries();
    const account = { displayName: 'X', timeZone: 'UTC' };
    await sandbox.control('POST', 'accounts', { ...account, email: 'gus@contoso.example', provider: 'google' });
    await sandbox.control('POST', 'accounts', {
      ...account,
      email: 'shy@contoso.example',
      provider: 'microsoft',
      sharesFreeBusy: false,
    });
    const schedules = [
      tom,
      'nobody@contoso.example',
      'gus@contoso.example',
      'uma@fabrikam.example',
      'pia@outlook.example',
      'shy@contoso.example',
    ];
    const { status, body } = await ask({ schedules });
    expect(status).toBe(200);
    type Answer = { scheduleId: string; availabilityView?: string; error?: { responseCode: string } };
    expect(body.value.map((one: Answer) => [one.scheduleId, one.error?.responseCode ?? one.availabilityView])).toEqual([
      [tom, '0000'],
      ['nobody@contoso.example', 'ErrorMailRecipientNotFound'],
      ['gus@contoso.example', 'ErrorMailRecipientNotFound'],
      ['uma@fabrikam.example', 'ErrorMailRecipientNotFound'],
      ['pia@outlook.example', 'ErrorMailRecipientNotFound'],
      ['shy@contoso.example', 'ErrorNoFreeBusyAccess'],
    ]);
    expect(body.value[5]).not.toHaveProperty('availabilityView');
  });

  test('a calendar of more than a thousand entries is an error of its own', async () => {
    const { sandbox, ask } = await withEntries();
    await sandbox.control('POST', 'accounts', {
      email: 'max@contoso.example',
      displayName: 'Max',
      timeZone: 'UTC',
      provider: 'microsoft',
      events: Array.from({ length: 1001 }, () => entry('09:00', '10:00')),
    });
    const { body } = await ask({ schedules: ['max@contoso.example', tom] });
    expect(body.value[0].error).toEqual({
      message: 'The result set contains too many calendar entries. The allowed size = 1000; the actual size = 1001.',
      responseCode: '5006',
    });
    expect(body.value[1].availabilityView).toBe('0000');
  });

  test('personal accounts cannot ask', async () => {
    const { sandbox } = await withEntries();
    const pia = await graphOf({ sandbox, email: 'pia@outlook.example' });
    const { status, body } = await pia('POST', '/me/calendar/getSchedule', { body: asked() });
    expect([status, body.error.code]).toEqual([403, 'ErrorAccessDenied']);
  });

  test('Calendars.ReadBasic is enough, sign-in alone is not', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const statusWith = async (scopes: readonly string[]): Promise<number> => {
      const parameters = microsoftParameters({ scope: [...signInScopes, ...scopes].join(' ') });
      const { body } = await connectMicrosoft({ url: sandbox.url, parameters });
      const call = graphWith({ url: sandbox.url, token: body['access_token'] ?? '' });
      return (await call('POST', '/me/calendar/getSchedule', { body: asked() })).status;
    };
    expect(await statusWith(['User.Read'])).toBe(403);
    expect(await statusWith(['Calendars.ReadBasic'])).toBe(200);
  });
});

test.each([
  [
    'more than twenty mailboxes',
    { schedules: Array.from({ length: 21 }, (_, n) => `p${n}@x.example`) },
    'ErrorInvalidParameter',
  ],
  [
    'more than 62 days',
    { endTime: { dateTime: '2027-03-16T08:00:00', timeZone: 'Europe/Madrid' } },
    'ErrorTimeIntervalTooBig',
  ],
  ['slots of four minutes', { availabilityViewInterval: 4 }, 'ErrorInvalidMergedFreeBusyInterval'],
  ['slots of more than a day', { availabilityViewInterval: 1441 }, 'ErrorInvalidMergedFreeBusyInterval'],
  ['an empty window', { endTime: at('08:00') }, 'ErrorInvalidTimeInterval'],
  [
    'a zone nobody knows',
    { endTime: { dateTime: '2027-01-12T12:00:00', timeZone: 'Mars' } },
    'TimeZoneNotSupportedException',
  ],
  ['nobody', { schedules: [] }, 'ErrorPropertyValidationFailure'],
])('%s is refused with 400', async (_what, changes, code) => {
  const { ask } = await withEntries();
  const { status, body } = await ask(changes);
  expect([status, body.error.code]).toEqual([400, code]);
});

test('parameters may be written in any case, and slots are half an hour unless said', async () => {
  const { asIda } = await withEntries();
  const body = { Schedules: [tom], StartTime: at('08:00'), EndTime: at('10:00') };
  expect((await asIda('POST', `/users/${ida}/calendar/getSchedule`, { body })).body.value[0].availabilityView).toBe(
    '0000',
  );
});
