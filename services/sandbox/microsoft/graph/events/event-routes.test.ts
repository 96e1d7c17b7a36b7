import { describe, expect, test } from 'vitest';
import { hourAt, inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';

const immutable = { prefer: 'IdType="ImmutableId"' };

async function asMia() {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  return { ...sandbox, mia };
}

describe('creating', () => {
  test('an event comes back whole, its times in UTC without Z and with seven decimals', async () => {
    const { mia } = await asMia();
    const { status, body } = await mia('POST', '/me/events', {
      body: {
        subject: 'Walk',
        start: { dateTime: '2027-01-12T10:00:00', timeZone: 'Europe/Madrid' },
        end: { dateTime: '2027-01-12T11:00:00', timeZone: 'Romance Standard Time' },
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      '@odata.etag': `W/"${body.changeKey}"`,
      subject: 'Walk',
      start: { dateTime: '2027-01-12T09:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2027-01-12T10:00:00.0000000', timeZone: 'UTC' },
      originalStartTimeZone: 'Romance Standard Time',
      type: 'singleInstance',
      showAs: 'busy',
      sensitivity: 'normal',
      isOrganizer: true,
      isDraft: false,
      responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
      organizer: { emailAddress: { name: 'Mia Sand', address: 'mia@contoso.example' } },
      onlineMeeting: null,
      body: { contentType: 'html', content: '' },
    });
    expect(body.iCalUId).toMatch(/^040000008200E00074C5B7101A82E008[0-9A-F]+$/);
    const again = await mia('GET', `/me/events/${body.id}`);
    expect(again.body).toEqual(body);
  });

  test.each([
    ['Europe/Madrid', '2027-03-27T10:00:00', '2027-03-27T09:00:00.0000000'],
    ['Europe/Madrid', '2027-03-28T10:00:00', '2027-03-28T08:00:00.0000000'],
    ['E. South America Standard Time', '2027-11-15T10:00:00', '2027-11-15T13:00:00.0000000'],
    ['America/Sao_Paulo', '2027-11-15T10:00:00', '2027-11-15T13:00:00.0000000'],
  ])('10:00 in %s on %s is %s in UTC, and 10:00 to whoever asks in that zone', async (zone, dateTime, inUtc) => {
    const { mia } = await asMia();
    const time = { dateTime, timeZone: zone };
    const { body } = await mia('POST', '/me/events', { body: { start: time, end: time } });
    expect(body.start).toEqual({ dateTime: inUtc, timeZone: 'UTC' });
    const prefer = `outlook.timezone="${zone}"`;
    const asked = await mia('GET', `/me/events/${body.id}`, { headers: { prefer } });
    expect(asked.headers.get('preference-applied')).toBe(prefer);
    expect(asked.body.start).toEqual({ dateTime: `${dateTime}.0000000`, timeZone: zone });
  });

  test('a whole day goes from midnight to midnight, in whatever zone it is asked for', async () => {
    const { mia } = await asMia();
    const day = (date: string, hour = '00') => ({ dateTime: `${date}T${hour}:00:00`, timeZone: 'Europe/Madrid' });
    const create = (start: object, end: object) => mia('POST', '/me/events', { body: { isAllDay: true, start, end } });
    const { body } = await create(day('2027-01-12'), day('2027-01-13'));
    expect(body).toMatchObject({
      isAllDay: true,
      start: { dateTime: '2027-01-12T00:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2027-01-13T00:00:00.0000000', timeZone: 'UTC' },
      originalStartTimeZone: 'Romance Standard Time',
    });
    for (const [start, end] of [
      [day('2027-01-12', '09'), day('2027-01-13')],
      [day('2027-01-12'), day('2027-01-12')],
      [day('2027-01-12'), { dateTime: '2027-01-13T00:00:00', timeZone: 'UTC' }],
    ] as const) {
      const refused = await create(start, end);
      expect([refused.status, refused.body.error.code]).toEqual([400, 'ErrorPropertyValidationFailure']);
    }
  });

  test.each([
    ['no end', { start: hourAt(9).start }, 'ErrorPropertyValidationFailure'],
    ['an end before the start', { start: hourAt(9).start, end: hourAt(7).end }, 'ErrorPropertyValidationFailure'],
    [
      'a zone nobody knows',
      { ...hourAt(9), start: { dateTime: '2027-01-12T09:00:00', timeZone: 'Mars/Base' } },
      'TimeZoneNotSupportedException',
    ],
    ['a property no event has', { ...hourAt(9), summary: 'x' }, 'BadRequest'],
    ['an attendee without an address', { ...hourAt(9), ...inviting('Ole') }, 'ErrorPropertyValidationFailure'],
    [
      'an extended property without a set',
      { ...hourAt(9), singleValueExtendedProperties: [{ id: 'Marker', value: '1' }] },
      'ErrorInvalidExtendedProperty',
    ],
  ])('%s is refused', async (_what, body, code) => {
    const { mia } = await asMia();
    const refused = await mia('POST', '/me/events', { body });
    expect([refused.status, refused.body.error.code]).toEqual([400, code]);
  });
});

describe('transactionId', () => {
  const body = { ...hourAt(9), subject: 'Talk', transactionId: 'conversation-1', ...inviting('ole@contoso.example') };

  test('with the same body again: the same event, one invitation', async () => {
    const { mia, mailsTo } = await asMia();
    const first = await mia('POST', '/me/events', { body });
    const second = await mia('POST', '/me/events', { body });
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
    expect(second.body.transactionId).toBe('conversation-1');
    expect(await mailsTo('ole@contoso.example')).toHaveLength(1);
  });

  test.each(['status_after', 'response_lost', 'late_effect'])(
    '%s, then sent again: one event, one invitation',
    async (kind) => {
      const { mia, mailsTo, control } = await asMia();
      await control('POST', 'faults', { kind, method: 'POST', path: '/me/events', milliseconds: 20 });
      const lost = await mia('POST', '/me/events', { body }).catch(() => null);
      expect(lost?.status).toBe(kind === 'status_after' ? 504 : undefined);
      const found = async () => (await mia('GET', '/me/events')).body.value;
      await expect.poll(found, { timeout: 15_000 }).toHaveLength(1);
      expect((await mia('POST', '/me/events', { body })).status).toBe(201);
      expect(await found()).toHaveLength(1);
      expect(await mailsTo('ole@contoso.example')).toHaveLength(1);
    },
  );

  test('with another body is refused, with 409 or, where so wanted, 400', async () => {
    const { mia, control } = await asMia();
    await mia('POST', '/me/events', { body });
    const other = () => mia('POST', '/me/events', { body: { ...body, subject: 'Other' } });
    const refused = await other();
    expect([refused.status, refused.body.error.code]).toEqual([409, 'ErrorDuplicateTransactionId']);
    await control('POST', 'faults', { kind: 'duplicate_as_400' });
    expect((await other()).status).toBe(400);
  });

  test('when a duplicate is noticed too late, two events stand', async () => {
    const { mia, control } = await asMia();
    const first = await mia('POST', '/me/events', { body });
    await control('POST', 'faults', { kind: 'late_duplicate', account: 'mia@contoso.example' });
    expect((await mia('POST', '/me/events', { body })).body.id).not.toBe(first.body.id);
    expect((await mia('GET', '/me/events')).body.value).toHaveLength(2);
  });

  test('stays what it was', async () => {
    const { mia } = await asMia();
    const { id } = (await mia('POST', '/me/events', { body })).body;
    const refused = await mia('PATCH', `/me/events/${id}`, { body: { transactionId: 'other' } });
    expect(refused.status).toBe(400);
  });
});

describe('ids', () => {
  test('come in the form asked for; either form finds the event', async () => {
    const { mia } = await asMia();
    const changing = (await mia('POST', '/me/events', { body: hourAt(9) })).body.id as string;
    const fixed = (await mia('GET', `/me/events/${changing}`, { headers: immutable })).body.id as string;
    expect(fixed).not.toBe(changing);
    expect((await mia('GET', `/me/events/${fixed}`)).body.id).toBe(changing);
    const answer = await mia('GET', `/me/events/${fixed}`, { headers: immutable });
    expect([answer.body.id, answer.headers.get('preference-applied')]).toEqual([fixed, 'IdType="ImmutableId"']);
  });

  test('are case-sensitive and belong to one mailbox', async () => {
    const { mia, graph } = await asMia();
    const { id } = (await mia('POST', '/me/events', { body: hourAt(9) })).body as { id: string };
    const malformed = await mia('GET', `/me/events/${id.toLowerCase()}`);
    expect([malformed.status, malformed.body.error.code]).toEqual([400, 'ErrorInvalidIdMalformed']);
    const ole = await graph('ole@contoso.example');
    const unknown = await ole('GET', `/me/events/${id}`);
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'ErrorItemNotFound']);
  });

  test('the same event is found under every address of the calendar', async () => {
    const { mia } = await asMia();
    const { id } = (await mia('POST', '/me/calendar/events', { body: hourAt(9) })).body;
    const calendarId = (await mia('GET', '/me/calendar')).body.id as string;
    for (const path of ['/me/calendar', `/me/calendars/${calendarId}`, '/users/mia@contoso.example']) {
      expect((await mia('GET', `${path}/events/${id}`)).body.id).toBe(id);
    }
    expect((await mia('GET', `/me/calendars/${id}/events`)).status).toBe(404);
    expect((await mia('GET', `/users/ole@contoso.example/events/${id}`)).status).toBe(403);
  });
});

describe('changing', () => {
  test('a patch keeps what it does not name', async () => {
    const { mia } = await asMia();
    const body = {
      ...hourAt(9),
      subject: 'Walk',
      location: { displayName: 'Park' },
      categories: ['Blue'],
      sensitivity: 'private',
    };
    const { id } = (await mia('POST', '/me/events', { body })).body;
    const changed = await mia('PATCH', `/me/events/${id}`, { body: { subject: 'Run', ...hourAt(14) } });
    expect(changed.body).toMatchObject({
      subject: 'Run',
      start: { dateTime: '2027-01-12T14:00:00.0000000' },
      location: { displayName: 'Park' },
      locations: [{ displayName: 'Park' }],
      categories: ['Blue'],
      sensitivity: 'private',
    });
  });

  test('an etag of the past is refused with 412, and nothing changes', async () => {
    const { mia } = await asMia();
    const { body } = await mia('POST', '/me/events', { body: hourAt(9) });
    const patch = (subject: string) =>
      mia('PATCH', `/me/events/${body.id}`, { body: { subject }, headers: { 'if-match': body['@odata.etag'] } });
    expect((await patch('first')).status).toBe(200);
    const refused = await patch('second');
    expect([refused.status, refused.body.error.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await mia('GET', `/me/events/${body.id}`)).body.subject).toBe('first');
  });

  test('what was deleted is gone', async () => {
    const { mia } = await asMia();
    const { id } = (await mia('POST', '/me/events', { body: hourAt(9) })).body;
    expect((await mia('DELETE', `/me/events/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'])
      expect((await mia(method, `/me/events/${id}`)).body.error.code).toBe('ErrorItemNotFound');
    expect((await mia('GET', '/me/events')).body.value).toEqual([]);
  });
});
