import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const at = (hour: number) => ({
  start: { dateTime: `2027-01-12T${String(hour).padStart(2, '0')}:00:00Z` },
  end: { dateTime: `2027-01-12T${String(hour + 1).padStart(2, '0')}:00:00Z` },
});
const primary = { calendarId: 'primary' };

describe('inserting', () => {
  test('an entry comes back whole, its moments in the zone of the calendar', async () => {
    const { calendarOf } = await startWithPeople();
    const ana = await calendarOf('ana@acme.example');
    const { data } = await ana.events.insert({ ...primary, requestBody: { summary: 'Walk', ...at(9) } });
    expect(data).toMatchObject({
      kind: 'calendar#event',
      status: 'confirmed',
      organizer: { email: 'ana@acme.example', self: true },
      start: { dateTime: '2027-01-12T10:00:00+01:00', timeZone: 'Europe/Berlin' },
      iCalUID: `${data.id}@google.com`,
      reminders: { useDefault: true },
      eventType: 'default',
      sequence: 0,
    });
    expect((await ana.events.get({ ...primary, eventId: data.id ?? '' })).data).toEqual(data);
  });

  test('an id of ones own is kept, and a second use of it is a conflict even after deletion', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const insert = () => events.insert({ ...primary, requestBody: { id: 'v0conversation1', ...at(9) } });
    expect((await insert()).data.id).toBe('v0conversation1');
    expect(await refusal(insert())).toEqual({ status: 409, reason: 'duplicate' });
    await events.delete({ ...primary, eventId: 'v0conversation1' });
    expect(await refusal(insert())).toEqual({ status: 409, reason: 'duplicate' });
  });

  test('when a duplicate is noticed too late, two entries stand', async () => {
    const { calendarOf, control } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const insert = () => events.insert({ ...primary, requestBody: { id: 'v0conversation1', ...at(9) } });
    await insert();
    await control('POST', 'faults', { kind: 'late_duplicate', account: 'ana@acme.example' });
    expect((await insert()).data.id).not.toBe('v0conversation1');
    expect((await events.list(primary)).data.items).toHaveLength(2);
  });

  test.each([
    ['an id outside base32hex', { id: 'My-Event', ...at(9) }, 'invalid'],
    ['an id of four characters', { id: 'abcd', ...at(9) }, 'invalid'],
    ['no end', { start: at(9).start }, 'required'],
    ['an end before the start', { start: at(9).start, end: at(8).start }, 'timeRangeEmpty'],
    [
      'a day that ends where it begins',
      { start: { date: '2027-01-12' }, end: { date: '2027-01-12' } },
      'timeRangeEmpty',
    ],
    [
      'a local time of no zone',
      { start: { dateTime: '2027-01-12T09:00:00' }, end: { dateTime: '2027-01-12T10:00:00' } },
      'required',
    ],
    ['a day and a moment together', { start: { date: '2027-01-12', ...at(9).start }, end: at(9).end }, 'invalid'],
    ['a series of no zone', { ...at(9), recurrence: ['RRULE:FREQ=DAILY'] }, 'required'],
    [
      'a rule that is none',
      {
        start: { ...at(9).start, timeZone: 'UTC' },
        end: { ...at(9).end, timeZone: 'UTC' },
        recurrence: ['RRULE:FREQ=SOMETIMES'],
      },
      'invalid',
    ],
    ['an attendee of no address', { ...at(9), attendees: [{ email: 'Ben' }] }, 'invalid'],
  ])('%s is refused with 400', async (_what, requestBody, reason) => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    expect(await refusal(events.insert({ ...primary, requestBody }))).toEqual({ status: 400, reason });
  });

  test('a conference is pending at first and has its link a moment later, in every copy', async () => {
    const { calendarOf } = await startWithPeople();
    const ana = await calendarOf('ana@acme.example');
    const { data } = await ana.events.insert({
      ...primary,
      conferenceDataVersion: 1,
      requestBody: {
        ...at(9),
        attendees: [{ email: 'ben@acme.example' }],
        conferenceData: { createRequest: { requestId: 'r-1', conferenceSolutionKey: { type: 'hangoutsMeet' } } },
      },
    });
    expect(data.conferenceData?.createRequest?.status?.statusCode).toBe('pending');
    expect(data).not.toHaveProperty('hangoutLink');
    await wait(200);
    const eventId = data.id ?? '';
    const later = (await ana.events.get({ ...primary, eventId })).data;
    expect(later.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    const copy = (await (await calendarOf('ben@acme.example')).events.get({ ...primary, eventId })).data;
    expect(copy.hangoutLink).toBe(later.hangoutLink);
  });

  test('without conferenceDataVersion=1 a conference is neither made nor, later, lost', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const conferenceData = { createRequest: { requestId: 'r-1' } };
    const without = await events.insert({ ...primary, requestBody: { ...at(9), conferenceData } });
    expect(without.data).not.toHaveProperty('conferenceData');
    const { data } = await events.insert({
      ...primary,
      conferenceDataVersion: 1,
      requestBody: { ...at(11), conferenceData },
    });
    await wait(200);
    const updated = await events.update({ ...primary, eventId: data.id ?? '', requestBody: at(12) });
    expect(updated.data).toHaveProperty('hangoutLink');
  });

  test('attachments need supportsAttachments', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const requestBody = { ...at(9), attachments: [{ fileUrl: 'https://example.com/agenda', title: 'Agenda' }] };
    expect((await events.insert({ ...primary, requestBody })).data).not.toHaveProperty('attachments');
    const { data } = await events.insert({ ...primary, supportsAttachments: true, requestBody });
    expect(data.attachments).toMatchObject([{ fileUrl: 'https://example.com/agenda' }]);
  });
});

describe('changing', () => {
  test('a patch keeps what it does not name, null removes, and a moved entry counts up its sequence', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const requestBody = { summary: 'Walk', location: 'Park', colorId: '3', ...at(9) };
    const eventId = (await events.insert({ ...primary, requestBody })).data.id ?? '';
    const { data } = await events.patch({ ...primary, eventId, requestBody: { location: null, ...at(14) } });
    expect(data).toMatchObject({ summary: 'Walk', colorId: '3', sequence: 1 });
    expect(data.start?.dateTime).toBe('2027-01-12T15:00:00+01:00');
    expect(data).not.toHaveProperty('location');
  });

  test('an update replaces everything a client may write', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const requestBody = { summary: 'Walk', location: 'Park', ...at(9) };
    const { data: before } = await events.insert({ ...primary, requestBody });
    const { data } = await events.update({ ...primary, eventId: before.id ?? '', requestBody: at(9) });
    expect(data).not.toHaveProperty('summary');
    expect(data).toMatchObject({ id: before.id, iCalUID: before.iCalUID, created: before.created });
  });

  test('an etag of the past is refused with 412, and nothing changes', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const { data } = await events.insert({ ...primary, requestBody: at(9) });
    const eventId = data.id ?? '';
    const patch = (summary: string, etag: string) =>
      events.patch({ ...primary, eventId, requestBody: { summary } }, { headers: { 'If-Match': etag } });
    await patch('first', data.etag ?? '');
    expect(await refusal(patch('second', data.etag ?? ''))).toEqual({ status: 412, reason: 'conditionNotMet' });
    expect((await events.get({ ...primary, eventId })).data.summary).toBe('first');
  });

  test('changing only reminders leaves `updated` alone', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const { data } = await events.insert({ ...primary, requestBody: at(9) });
    await wait(5);
    const reminders = { useDefault: false, overrides: [{ method: 'popup', minutes: 30 }] };
    const patched = await events.patch({ ...primary, eventId: data.id ?? '', requestBody: { reminders } });
    expect(patched.data).toMatchObject({ reminders, updated: data.updated });
    expect(patched.data.etag).not.toBe(data.etag);
  });
});

describe('deleting', () => {
  test('what is deleted is still there to be asked for, gone from lists, and cannot be deleted or written again', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    const eventId = (await events.insert({ ...primary, requestBody: at(9) })).data.id ?? '';
    expect((await events.delete({ ...primary, eventId })).status).toBe(204);
    expect((await events.get({ ...primary, eventId })).data.status).toBe('cancelled');
    expect((await events.list(primary)).data.items).toEqual([]);
    expect(await refusal(events.delete({ ...primary, eventId }))).toEqual({ status: 410, reason: 'deleted' });
    const patch = events.patch({ ...primary, eventId, requestBody: { summary: 'again' } });
    expect(await refusal(patch)).toEqual({ status: 403, reason: 'forbidden' });
  });

  test('what never was is 404', async () => {
    const { calendarOf } = await startWithPeople();
    const { events } = await calendarOf('ana@acme.example');
    expect(await refusal(events.get({ ...primary, eventId: 'neverwas' }))).toEqual({ status: 404, reason: 'notFound' });
    expect(await refusal(events.delete({ ...primary, eventId: 'neverwas' }))).toEqual({
      status: 404,
      reason: 'notFound',
    });
  });
});

describe('who may', () => {
  test('a colleague sees an entry as busy only, a stranger not at all, and neither may write', async () => {
    const { calendarOf } = await startWithPeople();
    const ana = await calendarOf('ana@acme.example');
    await ana.events.insert({ ...primary, requestBody: { summary: 'Secret', ...at(9) } });
    const calendarId = 'ana@acme.example';
    const ben = await calendarOf('ben@acme.example');
    const { items } = (await ben.events.list({ calendarId })).data;
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('Secret');
    const write = ben.events.insert({ calendarId, requestBody: at(9) });
    expect(await refusal(write)).toEqual({ status: 403, reason: 'requiredAccessLevel' });
    const eve = await calendarOf('eve@other.example');
    expect(await refusal(eve.events.list({ calendarId }))).toEqual({ status: 404, reason: 'notFound' });
  });

  test('no token, or a token of nobody, is 401', async () => {
    const { url, calendarWith } = await startWithPeople();
    expect((await fetch(`${url}/calendar/v3/calendars/primary/events`)).status).toBe(401);
    expect(await refusal(calendarWith('ya29.nonsense').events.list(primary))).toEqual({
      status: 401,
      reason: 'authError',
    });
  });
});

test('settings, the calendar and the colours can be read', async () => {
  const { calendarOf } = await startWithPeople();
  const ben = await calendarOf('ben@acme.example');
  expect((await ben.settings.get({ setting: 'timezone' })).data.value).toBe('America/New_York');
  expect((await ben.calendars.get(primary)).data).toMatchObject({
    id: 'ben@acme.example',
    timeZone: 'America/New_York',
  });
  expect((await ben.calendarList.list()).data.items).toMatchObject([{ primary: true, accessRole: 'owner' }]);
  expect(Object.keys((await ben.colors.get()).data.event ?? {})).toHaveLength(11);
});
