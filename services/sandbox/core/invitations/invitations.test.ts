import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { describe, expect, test } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };
const eventId = 'conversation1';

async function withInvitation(changes: calendar_v3.Schema$Event = {}) {
  const sandbox = await startWithPeople();
  const ana = await sandbox.calendarOf('ana@acme.example');
  const ben = await sandbox.calendarOf('ben@acme.example');
  const subjects = async (to: string) =>
    ((await sandbox.control('GET', `mail?to=${to}`)) as { subject: string }[]).map(({ subject }) => subject);
  const copyOf = async (calendar: calendar_v3.Calendar) => (await calendar.events.get({ ...primary, eventId })).data;
  await ana.events.insert({
    ...primary,
    sendUpdates: 'all',
    requestBody: {
      id: eventId,
      summary: 'Career conversation',
      start: { dateTime: '2027-01-12T15:00:00Z' },
      end: { dateTime: '2027-01-12T16:00:00Z' },
      attendees: [{ email: 'Ben@acme.example' }],
      extendedProperties: { private: { marker: '1' }, shared: { seen: 'by all' } },
      reminders: { useDefault: false, overrides: [{ method: 'email', minutes: 60 }] },
      colorId: '5',
      ...changes,
    },
  });
  return { ...sandbox, ana, ben, subjects, copyOf };
}

const answer = (calendar: calendar_v3.Calendar, responseStatus: string) =>
  calendar.events.patch({
    ...primary,
    eventId,
    sendUpdates: 'all',
    requestBody: { attendees: [{ email: 'ben@acme.example', responseStatus }] },
  });

describe('an invitation', () => {
  test('puts a copy into the attendee calendar: same ids, own etag, nothing of what is the organizer’s own', async () => {
    const { ana, ben, copyOf } = await withInvitation();
    const original = await copyOf(ana);
    const copy = await copyOf(ben);
    expect(copy).toMatchObject({
      id: original.id,
      iCalUID: original.iCalUID,
      organizer: { email: 'ana@acme.example' },
      attendees: [{ email: 'ben@acme.example', self: true, responseStatus: 'needsAction' }],
      start: { dateTime: '2027-01-12T10:00:00-05:00' },
      extendedProperties: { shared: { seen: 'by all' } },
      reminders: { useDefault: true },
    });
    expect(copy.etag).not.toBe(original.etag);
    expect(copy.extendedProperties).not.toHaveProperty('private');
    expect(copy).not.toHaveProperty('colorId');
  });

  test('is mailed when sendUpdates asks for it, and its updates and end likewise', async () => {
    const { ana, subjects } = await withInvitation();
    await ana.events.patch({ ...primary, eventId, sendUpdates: 'all', requestBody: { location: 'Room 4' } });
    await ana.events.patch({ ...primary, eventId, sendUpdates: 'none', requestBody: { location: 'Room 5' } });
    await ana.events.delete({ ...primary, eventId, sendUpdates: 'all' });
    expect(await subjects('ben@acme.example')).toEqual([
      expect.stringMatching(/^Invitation: Career conversation @ Tue, 12 Jan 2027/),
      expect.stringMatching(/^Updated invitation: /),
      expect.stringMatching(/^Canceled event: /),
    ]);
  });

  test('without sendUpdates nobody is mailed, the copy appears all the same', async () => {
    const { ana, ben, subjects } = await withInvitation();
    const requestBody = {
      start: { date: '2027-01-14' },
      end: { date: '2027-01-15' },
      attendees: [{ email: 'ben@acme.example' }],
    };
    const { data } = await ana.events.insert({ ...primary, requestBody });
    expect(await subjects('ben@acme.example')).toHaveLength(1);
    expect((await ben.events.get({ ...primary, eventId: data.id ?? '' })).data.status).toBe('confirmed');
  });

  test('reaches an address without an account by mail alone', async () => {
    const { subjects } = await withInvitation({ attendees: [{ email: 'zoe@nowhere.example' }] });
    expect(await subjects('zoe@nowhere.example')).toHaveLength(1);
  });

  test('an answer reaches the organizer, who is mailed; the attendee may set what is theirs', async () => {
    const { ana, ben, copyOf, subjects } = await withInvitation();
    await answer(ben, 'accepted');
    await ben.events.patch({ ...primary, eventId, requestBody: { colorId: '2', transparency: 'transparent' } });
    expect((await copyOf(ana)).attendees?.[0]?.responseStatus).toBe('accepted');
    expect(await copyOf(ana)).not.toHaveProperty('transparency');
    expect(await subjects('ana@acme.example')).toEqual([expect.stringMatching(/^Accepted: Career conversation/)]);
  });

  test('what is the organizer’s an attendee cannot change', async () => {
    const { ben } = await withInvitation();
    const patch = ben.events.patch({ ...primary, eventId, requestBody: { summary: 'Mine now' } });
    expect(await refusal(patch)).toEqual({ status: 403, reason: 'forbiddenForNonOrganizer' });
  });

  test('an attendee answers for themselves alone, whoever else they leave out', async () => {
    const attendees = ['ana', 'ben', 'zoe'].map((name) => ({ email: `${name}@acme.example` }));
    const { ana, ben, copyOf } = await withInvitation({ attendees });
    await answer(ben, 'tentative');
    expect((await copyOf(ana)).attendees?.map(({ responseStatus }) => responseStatus)).toEqual([
      'accepted',
      'tentative',
      'needsAction',
    ]);
  });

  test('attendees may invite others unless the organizer forbids it', async () => {
    const more = { attendees: [{ email: 'ben@acme.example' }, { email: 'eve@other.example' }] };
    const open = await withInvitation();
    await open.ben.events.patch({ ...primary, eventId, requestBody: more });
    expect((await open.copyOf(open.ana)).attendees).toHaveLength(2);
    const closed = await withInvitation({ guestsCanInviteOthers: false });
    const patch = closed.ben.events.patch({ ...primary, eventId, requestBody: more });
    expect(await refusal(patch)).toEqual({ status: 403, reason: 'forbiddenForNonOrganizer' });
  });

  test('an attendee deleting their copy declines', async () => {
    const { ana, ben, copyOf } = await withInvitation();
    await ben.events.delete({ ...primary, eventId });
    expect((await copyOf(ben)).status).toBe('cancelled');
    expect((await copyOf(ana)).attendees?.[0]?.responseStatus).toBe('declined');
    await ana.events.patch({ ...primary, eventId, requestBody: { location: 'Room 4' } });
    expect((await ben.events.list(primary)).data.items).toEqual([]);
  });

  test('the organizer deleting it ends every copy', async () => {
    const { ana, ben, copyOf } = await withInvitation();
    await ana.events.delete({ ...primary, eventId, sendUpdates: 'all' });
    expect((await copyOf(ben)).status).toBe('cancelled');
  });

  test('moving it asks everyone again; leaving the time alone does not', async () => {
    const { ana, ben, copyOf } = await withInvitation();
    await answer(ben, 'accepted');
    await ana.events.patch({ ...primary, eventId, requestBody: { summary: 'Talk' } });
    expect((await copyOf(ben)).attendees?.[0]?.responseStatus).toBe('accepted');
    const moved = { start: { dateTime: '2027-01-13T15:00:00Z' }, end: { dateTime: '2027-01-13T16:00:00Z' } };
    await ana.events.patch({ ...primary, eventId, requestBody: moved });
    expect(await copyOf(ben)).toMatchObject({
      start: { dateTime: '2027-01-13T10:00:00-05:00' },
      attendees: [{ responseStatus: 'needsAction' }],
    });
  });

  test('an attendee taken off the list loses the copy', async () => {
    const { ana, ben, copyOf, subjects } = await withInvitation();
    await ana.events.patch({ ...primary, eventId, sendUpdates: 'all', requestBody: { attendees: [] } });
    expect((await copyOf(ben)).status).toBe('cancelled');
    expect(await subjects('ben@acme.example')).toHaveLength(2);
  });
});

describe('an absence that declines by itself', () => {
  const absence = (autoDeclineMode: string, eventType = 'outOfOffice') => ({
    eventType,
    summary: 'Away',
    start: { dateTime: '2027-01-12T00:00:00-05:00' },
    end: { dateTime: '2027-01-13T00:00:00-05:00' },
    [`${eventType}Properties`]: { autoDeclineMode, declineMessage: 'I am away.' },
  });

  test('declines an invitation arriving over it, with its message, and the organizer is told', async () => {
    const { control, calendarOf } = await startWithPeople();
    const ben = await calendarOf('ben@acme.example');
    await ben.events.insert({ ...primary, requestBody: absence('declineOnlyNewConflictingInvitations') });
    const ana = await calendarOf('ana@acme.example');
    const { data } = await ana.events.insert({
      ...primary,
      sendUpdates: 'all',
      requestBody: {
        start: { dateTime: '2027-01-12T15:00:00Z' },
        end: { dateTime: '2027-01-12T16:00:00Z' },
        attendees: [{ email: 'ben@acme.example' }],
      },
    });
    expect(data.attendees).toMatchObject([{ responseStatus: 'declined', comment: 'I am away.' }]);
    expect(await control('GET', 'mail?to=ana@acme.example')).toMatchObject([
      { subject: expect.stringMatching(/^Declined: /) },
    ]);
  });

  test('declines what already stood only when it is to decline everything', async () => {
    const { ana, ben, copyOf } = await withInvitation();
    await ben.events.insert({ ...primary, requestBody: absence('declineOnlyNewConflictingInvitations') });
    expect((await copyOf(ana)).attendees?.[0]?.responseStatus).toBe('needsAction');
    await ben.events.insert({ ...primary, requestBody: absence('declineAllConflictingInvitations', 'focusTime') });
    expect((await copyOf(ana)).attendees?.[0]?.responseStatus).toBe('declined');
  });
});
