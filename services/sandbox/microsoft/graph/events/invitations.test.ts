import { describe, expect, test } from 'vitest';
import type { GraphCall } from '../../../testing/graph-client.ts';
import { hourAt, inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';

const primary = { calendarId: 'primary' };
const window = 'startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z';

const onlyEvent = async (call: GraphCall) => (await call('GET', '/me/events')).body.value[0];

/** Mia invites Ole, who is on Outlook too, and Ben, who is on Google. */
async function withInvitation(changes: object = {}) {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  const ole = await sandbox.graph('ole@contoso.example');
  const ben = await sandbox.calendarOf('ben@acme.example');
  const { body: event } = await mia('POST', '/me/events', {
    body: {
      subject: 'Career conversation',
      sensitivity: 'private',
      body: { contentType: 'html', content: '<p>Agenda</p>' },
      ...hourAt(15),
      ...inviting('Ole@contoso.example', 'ben@acme.example'),
      ...changes,
    },
  });
  const subjects = async (to: string) => (await sandbox.mailsTo(to)).map(({ subject }) => subject as string);
  const benCopy = async () => (await ben.events.list({ ...primary, showDeleted: true })).data.items?.[0];
  const path = `/me/events/${event.id}`;
  return { ...sandbox, mia, ole, ben, event, path, subjects, benCopy };
}

describe('between Outlook calendars', () => {
  test('the attendee has a copy of their own: another id, the same iCalUId, tentative until answered', async () => {
    const { ole, event, subjects } = await withInvitation({ categories: ['Career'], isReminderOn: false });
    const copy = await onlyEvent(ole);
    expect(copy).toMatchObject({
      iCalUId: event.iCalUId,
      isOrganizer: false,
      organizer: { emailAddress: { address: 'mia@contoso.example' } },
      responseStatus: { response: 'notResponded' },
      showAs: 'tentative',
      sensitivity: 'private',
      isReminderOn: true,
      transactionId: null,
    });
    expect(copy.id).not.toBe(event.id);
    expect(await subjects('ole@contoso.example')).toEqual([expect.stringMatching(/^Invitation: Career conversation/)]);
  });

  test.each([
    ['accept', 'accepted', 'busy'],
    ['tentativelyAccept', 'tentativelyAccepted', 'tentative'],
  ])('%s reaches the organizer with its comment', async (action, response, showAs) => {
    const { mia, ole, path, mailsTo } = await withInvitation();
    const copy = await onlyEvent(ole);
    const answered = await ole('POST', `/me/events/${copy.id}/${action}`, {
      body: { Comment: 'See you', SendResponse: true },
    });
    expect([answered.status, answered.body]).toEqual([202, null]);
    const { attendees } = (await mia('GET', path)).body;
    expect(attendees[0].status.response).toBe(response);
    expect(attendees[0].status.time).toMatch(/^20/);
    expect(await onlyEvent(ole)).toMatchObject({ responseStatus: { response }, showAs });
    const [mail] = await mailsTo('mia@contoso.example');
    expect(mail.text).toContain('See you');
  });

  test('declining takes the event out of the calendar; a new time brings it back', async () => {
    const { mia, ole, path } = await withInvitation();
    const copy = await onlyEvent(ole);
    await ole('POST', `/me/events/${copy.id}/decline`, { body: { comment: 'Away' } });
    expect((await ole('GET', `/me/events/${copy.id}`)).status).toBe(404);
    expect((await mia('GET', path)).body.attendees[0].status.response).toBe('declined');
    await mia('PATCH', path, { body: { subject: 'Talk' } });
    expect((await ole('GET', '/me/events')).body.value).toEqual([]);
    await mia('PATCH', path, { body: hourAt(16) });
    expect(await onlyEvent(ole)).toMatchObject({ id: copy.id, responseStatus: { response: 'notResponded' } });
  });

  test('an answer not sent stays with the attendee', async () => {
    const { mia, ole, path, subjects } = await withInvitation();
    const copy = await onlyEvent(ole);
    await ole('POST', `/me/events/${copy.id}/accept`, { body: { sendResponse: false } });
    expect((await onlyEvent(ole)).responseStatus.response).toBe('accepted');
    expect((await mia('GET', path)).body.attendees[0].status.response).toBe('none');
    expect(await subjects('mia@contoso.example')).toEqual([]);
  });

  test('an organizer answers nobody, and an answer nobody wants is refused', async () => {
    const { mia, path, ole } = await withInvitation({ responseRequested: false });
    const own = await mia('POST', `${path}/accept`, { body: {} });
    expect([own.status, own.body.error.code]).toEqual([400, 'ErrorInvalidRequest']);
    const copy = await onlyEvent(ole);
    expect((await ole('POST', `/me/events/${copy.id}/accept`, { body: {} })).status).toBe(400);
    expect((await ole('POST', `/me/events/${copy.id}/accept`, { body: { sendResponse: false } })).status).toBe(202);
  });

  test('throwing a copy away tells nobody; news of the organizer brings it back', async () => {
    const { mia, ole, path, subjects } = await withInvitation();
    const copy = await onlyEvent(ole);
    expect((await ole('DELETE', `/me/events/${copy.id}`)).status).toBe(204);
    expect((await ole('GET', '/me/events')).body.value).toEqual([]);
    expect((await mia('GET', path)).body.attendees[0].status.response).toBe('none');
    expect(await subjects('mia@contoso.example')).toEqual([]);
    await mia('PATCH', path, { body: { subject: 'Talk' } });
    expect((await onlyEvent(ole)).subject).toBe('Talk');
  });

  test('attendees write what is theirs and nothing else', async () => {
    const { mia, ole, path } = await withInvitation();
    const copy = await onlyEvent(ole);
    const own = await ole('PATCH', `/me/events/${copy.id}`, { body: { categories: ['Mine'], showAs: 'free' } });
    expect(own.body).toMatchObject({ categories: ['Mine'], showAs: 'free' });
    expect((await mia('GET', path)).body).toMatchObject({ categories: [], showAs: 'busy' });
    const refused = await ole('PATCH', `/me/events/${copy.id}`, { body: { subject: 'Mine now' } });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'ErrorAccessDenied']);
  });
});

describe('who is mailed about a change', () => {
  test('of attendees alone: those newly and no longer invited', async () => {
    const { mia, path, subjects } = await withInvitation();
    await mia('PATCH', path, { body: inviting('ole@contoso.example', 'pia@outlook.example') });
    expect(await subjects('ole@contoso.example')).toHaveLength(1);
    expect(await subjects('pia@outlook.example')).toEqual([expect.stringMatching(/^Invitation: /)]);
    expect((await subjects('ben@acme.example'))[1]).toMatch(/^Canceled event: /);
  });

  test('of anything else that attendees see: all of them', async () => {
    const { mia, path, subjects } = await withInvitation();
    await mia('PATCH', path, { body: { sensitivity: 'private' } });
    expect((await subjects('ole@contoso.example'))[1]).toMatch(/^Updated invitation: /);
    expect((await subjects('ben@acme.example'))[1]).toMatch(/^Updated invitation: /);
  });

  test('of what is the organizer’s own: nobody', async () => {
    const { mia, path, subjects } = await withInvitation();
    const id = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker';
    const singleValueExtendedProperties = [{ id, value: '1' }];
    await mia('PATCH', path, { body: { categories: ['Career'], isReminderOn: false, singleValueExtendedProperties } });
    expect(await subjects('ole@contoso.example')).toHaveLength(1);
  });
});

describe('a cancellation', () => {
  test('by the organizer ends the event, with a word in the mail; Outlook’s copies stay, marked', async () => {
    const { mia, ole, path, mailsTo, benCopy } = await withInvitation();
    expect((await mia('POST', `${path}/cancel`, { body: { comment: 'Another day' } })).status).toBe(202);
    expect((await mia('GET', path)).status).toBe(404);
    expect(await onlyEvent(ole)).toMatchObject({
      isCancelled: true,
      subject: 'Canceled: Career conversation',
      showAs: 'free',
    });
    expect((await benCopy())?.status).toBe('cancelled');
    for (const to of ['ole@contoso.example', 'ben@acme.example']) {
      const mail = (await mailsTo(to)).at(-1);
      expect(mail.subject).toMatch(/^Canceled event: /);
      expect(mail.text).toContain('Another day');
      expect(mail.text).not.toContain('Agenda');
    }
  });

  test('by an attendee is refused with 400', async () => {
    const { ole } = await withInvitation();
    const { id } = await onlyEvent(ole);
    const refused = await ole('POST', `/me/events/${id}/cancel`, { body: { comment: 'No' } });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ErrorAccessDenied']);
  });

  test('by deletion mails as well', async () => {
    const { mia, path, subjects } = await withInvitation();
    await mia('DELETE', path);
    expect((await subjects('ben@acme.example'))[1]).toMatch(/^Canceled event: /);
  });
});

describe('between the clouds', () => {
  test('an Outlook organizer’s event stands in a Google calendar with nothing of Outlook’s own, and the answer travels back', async () => {
    const { mia, ben, path, event, benCopy, subjects } = await withInvitation({ categories: ['Career'] });
    const copy = await benCopy();
    expect(copy).toMatchObject({
      iCalUID: event.iCalUId,
      summary: 'Career conversation',
      visibility: 'private',
      description: '<p>Agenda</p>',
      organizer: { email: 'mia@contoso.example' },
      start: { dateTime: '2027-01-12T10:00:00-05:00' },
    });
    for (const name of ['outlook', 'outlookOwn', 'files', 'answeredAt']) expect(copy).not.toHaveProperty(name);
    await ben.events.patch({
      ...primary,
      eventId: copy?.id ?? '',
      sendUpdates: 'all',
      requestBody: { colorId: '3', attendees: [{ email: 'ben@acme.example', responseStatus: 'accepted' }] },
    });
    expect((await mia('GET', path)).body.attendees[1].status).toMatchObject({ response: 'accepted' });
    expect(await subjects('mia@contoso.example')).toEqual([expect.stringMatching(/^Accepted: /)]);
    await mia('PATCH', path, { body: hourAt(17) });
    expect(await benCopy()).toMatchObject({ start: { dateTime: '2027-01-12T12:00:00-05:00' }, colorId: '3' });
    expect((await mia('GET', path)).body).toMatchObject({ categories: ['Career'], sensitivity: 'private' });
  });

  test('a Google organizer’s event stands in an Outlook calendar, and the answer travels back', async () => {
    const sandbox = await startWithMixedPeople();
    const ben = await sandbox.calendarOf('ben@acme.example');
    const { data } = await ben.events.insert({
      ...primary,
      sendUpdates: 'all',
      requestBody: {
        summary: '1:1',
        description: 'Notes',
        start: { dateTime: '2027-01-11T15:00:00Z', timeZone: 'Europe/Madrid' },
        end: { dateTime: '2027-01-11T16:00:00Z', timeZone: 'Europe/Madrid' },
        recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
        attendees: [{ email: 'mia@contoso.example' }],
      },
    });
    const mia = await sandbox.graph('mia@contoso.example');
    const copy = await onlyEvent(mia);
    expect(copy).toMatchObject({
      iCalUId: data.iCalUID,
      subject: '1:1',
      type: 'seriesMaster',
      originalStartTimeZone: 'Romance Standard Time',
      recurrence: {
        pattern: { type: 'weekly', daysOfWeek: ['monday'] },
        range: { type: 'numbered', numberOfOccurrences: 3 },
      },
      isOnlineMeeting: false,
    });
    const { value } = (await mia('GET', `/me/calendarView?${window}`)).body;
    expect(value.map(({ type }: { type: string }) => type)).toEqual(['occurrence', 'occurrence', 'occurrence']);
    await mia('POST', `/me/events/${value[1].id}/decline`, { body: { comment: 'Away that week' } });
    await mia('POST', `/me/events/${copy.id}/accept`, { body: {} });
    const eventId = data.id ?? '';
    expect((await ben.events.get({ ...primary, eventId })).data.attendees?.[0]?.responseStatus).toBe('accepted');
    const instances = (await ben.events.instances({ ...primary, eventId })).data.items ?? [];
    expect(instances.filter(({ attendees }) => attendees?.[0]?.responseStatus === 'declined')).toHaveLength(1);
    expect(instances.filter(({ attendees }) => attendees?.[0]?.responseStatus === 'accepted')).toHaveLength(2);
    await ben.events.delete({ ...primary, eventId, sendUpdates: 'all' });
    expect((await mia('GET', `/me/events/${copy.id}`)).body.isCancelled).toBe(true);
  });

  test('an invitation with a Teams meeting carries the link in its mail and in the Google copy', async () => {
    const { mia, path, mailsTo, benCopy } = await withInvitation({
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness',
    });
    const { joinUrl } = (await mia('GET', path)).body.onlineMeeting as { joinUrl: string };
    const [mail] = await mailsTo('ben@acme.example');
    expect(mail.html).toContain(joinUrl);
    expect((await benCopy())?.description).toContain(joinUrl);
  });
});
