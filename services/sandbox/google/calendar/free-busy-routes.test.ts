import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { describe, expect, test } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };
const january = { timeMin: '2027-01-01T00:00:00Z', timeMax: '2027-02-01T00:00:00Z' };

async function withEntries(entries: readonly calendar_v3.Schema$Event[], email = 'ana@acme.example') {
  const sandbox = await startWithPeople();
  const calendar = await sandbox.calendarOf(email);
  for (const requestBody of entries) await calendar.events.insert({ ...primary, requestBody });
  const busy = async (changes: calendar_v3.Schema$FreeBusyRequest = {}) => {
    const { data } = await calendar.freebusy.query({ requestBody: { ...january, items: [{ id: email }], ...changes } });
    return data.calendars?.[email]?.busy;
  };
  return { ...sandbox, calendar, busy };
}

const timed = (start: string, end: string, more: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event => ({
  start: { dateTime: `2027-01-${start}:00Z` },
  end: { dateTime: `2027-01-${end}:00Z` },
  ...more,
});

describe('busy times', () => {
  test('overlapping and touching entries are one, cut to the window', async () => {
    const { busy } = await withEntries([
      timed('05T09:00', '05T10:00'),
      timed('05T09:30', '05T11:00'),
      timed('05T11:00', '05T12:00'),
      timed('05T14:00', '05T15:00'),
    ]);
    expect(await busy({ timeMin: '2027-01-05T09:15:00Z', timeMax: '2027-01-05T14:30:00Z' })).toEqual([
      { start: '2027-01-05T09:15:00Z', end: '2027-01-05T12:00:00Z' },
      { start: '2027-01-05T14:00:00Z', end: '2027-01-05T14:30:00Z' },
    ]);
  });

  test('an entry of three days blocks all three', async () => {
    const { busy } = await withEntries([timed('05T09:00', '08T10:00')]);
    expect(await busy()).toEqual([{ start: '2027-01-05T09:00:00Z', end: '2027-01-08T10:00:00Z' }]);
  });

  test('a whole busy day is the day of its owner; a free one blocks nothing', async () => {
    const day = { start: { date: '2027-01-12' }, end: { date: '2027-01-13' } };
    const { busy } = await withEntries([
      day,
      { start: { date: '2027-01-19' }, end: { date: '2027-01-20' }, transparency: 'transparent' },
    ]);
    expect(await busy()).toEqual([{ start: '2027-01-11T23:00:00Z', end: '2027-01-12T23:00:00Z' }]);
  });

  test('absence and focus time count, a working location does not', async () => {
    const { busy } = await withEntries([
      timed('05T09:00', '05T10:00', { eventType: 'outOfOffice', outOfOfficeProperties: {} }),
      timed('06T09:00', '06T10:00', { eventType: 'focusTime', focusTimeProperties: {} }),
      {
        eventType: 'workingLocation',
        workingLocationProperties: { type: 'homeOffice' },
        start: { date: '2027-01-07' },
        end: { date: '2027-01-08' },
      },
    ]);
    expect((await busy())?.map(({ start }) => start)).toEqual(['2027-01-05T09:00:00Z', '2027-01-06T09:00:00Z']);
  });

  test('an invitation unanswered counts, declined it no longer does', async () => {
    const { calendarOf, busy } = await withEntries([], 'ben@acme.example');
    const ana = await calendarOf('ana@acme.example');
    const attendees = [{ email: 'ben@acme.example' }];
    const { data } = await ana.events.insert({ ...primary, requestBody: timed('05T15:00', '05T16:00', { attendees }) });
    expect(await busy()).toHaveLength(1);
    const ben = await calendarOf('ben@acme.example');
    const declined = [{ email: 'ben@acme.example', responseStatus: 'declined' }];
    await ben.events.patch({ ...primary, eventId: data.id ?? '', requestBody: { attendees: declined } });
    expect(await busy()).toEqual([]);
  });

  test('every instance of a series counts, in the zone asked for', async () => {
    const { busy } = await withEntries([
      {
        start: { dateTime: '2027-01-05T10:00:00', timeZone: 'Europe/Berlin' },
        end: { dateTime: '2027-01-05T11:00:00', timeZone: 'Europe/Berlin' },
        recurrence: ['RRULE:FREQ=WEEKLY'],
      },
    ]);
    expect((await busy({ timeZone: 'America/Sao_Paulo' }))?.map(({ start }) => start)).toEqual([
      '2027-01-05T06:00:00-03:00',
      '2027-01-12T06:00:00-03:00',
      '2027-01-19T06:00:00-03:00',
      '2027-01-26T06:00:00-03:00',
    ]);
  });
});

describe('whose', () => {
  test('a colleague can be asked about; anybody else is notFound beside the others, never free', async () => {
    const { calendar } = await withEntries([]);
    const items = ['ben@acme.example', 'eve@other.example', 'nobody@acme.example'].map((id) => ({ id }));
    const { data } = await calendar.freebusy.query({ requestBody: { ...january, items } });
    const notFound = { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
    expect(data.calendars).toEqual({
      'ben@acme.example': { busy: [] },
      'eve@other.example': notFound,
      'nobody@acme.example': notFound,
    });
  });

  test('a colleague who does not share is notFound', async () => {
    const { calendar, control } = await withEntries([]);
    await control('POST', 'accounts', {
      email: 'shy@acme.example',
      displayName: 'Shy',
      timeZone: 'UTC',
      sharesFreeBusy: false,
    });
    const { data } = await calendar.freebusy.query({
      requestBody: { ...january, items: [{ id: 'shy@acme.example' }] },
    });
    expect(data.calendars?.['shy@acme.example']?.errors).toMatchObject([{ reason: 'notFound' }]);
  });

  test('more than fifty calendars: those beyond say so', async () => {
    const { calendar } = await withEntries([]);
    const items = Array.from({ length: 51 }, (_, at) => ({ id: `p${at}@acme.example` }));
    const { data } = await calendar.freebusy.query({ requestBody: { ...january, items } });
    expect(data.calendars?.['p50@acme.example']?.errors).toMatchObject([{ reason: 'tooManyCalendarsRequested' }]);
  });
});

test.each([
  ['more than ninety days', { timeMax: '2027-04-02T00:00:00Z' }, 'timeRangeTooLong'],
  ['an empty range', { timeMax: january.timeMin }, 'timeRangeEmpty'],
  ['a moment without offset', { timeMin: '2027-01-01T00:00:00' }, 'badRequest'],
])('%s is refused with 400', async (_what, changes, reason) => {
  const { calendar } = await withEntries([]);
  const query = calendar.freebusy.query({ requestBody: { ...january, items: [], ...changes } });
  expect(await refusal(query)).toEqual({ status: 400, reason });
});
