import { describe, expect, test } from 'vitest';
import { graphOf, graphWith } from '../../../testing/graph-client.ts';
import { connectMicrosoft, startWithMicrosoftPeople } from '../../../testing/microsoft-consent.ts';

async function asIda() {
  const sandbox = await startWithMicrosoftPeople();
  return { sandbox, call: await graphOf({ sandbox, email: 'ida@contoso.example' }) };
}

describe('a person', () => {
  test('is who the token says', async () => {
    const { call } = await asIda();
    const { body } = await call('GET', '/me');
    expect(body).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      displayName: 'Ida Berg',
      mail: 'ida@contoso.example',
      userPrincipalName: 'ida@contoso.example',
    });
    expect((await call('GET', `/users/${body.id}?$select=mail`)).body).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      id: body.id,
      mail: 'ida@contoso.example',
    });
  });

  test('finds colleagues by id, by address and in a list that can be searched, nobody of another organisation', async () => {
    const { call } = await asIda();
    expect((await call('GET', '/users/tom@contoso.example')).body.displayName).toBe('Tom Hale');
    expect((await call('GET', '/users/uma@fabrikam.example')).status).toBe(404);
    const mails = async (query: string) =>
      (await call('GET', `/users?${query}`)).body.value.map(({ mail }: { mail: string }) => mail);
    expect(await mails('$select=mail')).toEqual(['ida@contoso.example', 'tom@contoso.example']);
    expect(await mails("$filter=mail eq 'Tom@contoso.example'")).toEqual(['tom@contoso.example']);
    expect(await mails("$filter=startswith(displayName,'ida')")).toEqual(['ida@contoso.example']);
    const first = (await call('GET', '/users?$top=1')).body;
    expect((await call('GET', first['@odata.nextLink'])).body.value).toMatchObject([{ mail: 'tom@contoso.example' }]);
  });

  test('is not told to a token for calendars alone', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url: sandbox.url });
    const call = graphWith({ url: sandbox.url, token: body['access_token'] ?? '' });
    expect(await call('GET', '/me')).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    });
    expect((await call('GET', '/me/calendar')).status).toBe(200);
    expect((await call('GET', '/me/mailboxSettings')).body.error.code).toBe('ErrorAccessDenied');
    expect((await call('GET', '/me/outlook/masterCategories')).status).toBe(403);
  });
});

describe('settings', () => {
  test('name the zone as Windows does and default to eight to five', async () => {
    const { call } = await asIda();
    const { body } = await call('GET', '/me/mailboxSettings');
    expect(body.timeZone).toBe('Romance Standard Time');
    expect(body.workingHours).toEqual({
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: 'Romance Standard Time' },
    });
    expect((await call('GET', '/me/mailboxSettings/timeZone')).body.value).toBe('Romance Standard Time');
    expect((await call('GET', '/me/mailboxSettings/workingHours')).body.endTime).toBe('17:00:00.0000000');
  });

  test('change by what a PATCH says and keep the rest', async () => {
    const { call } = await asIda();
    const changed = await call('PATCH', '/me/mailboxSettings', {
      body: { timeZone: 'Europe/Lisbon', workingHours: { startTime: '10:00:00' } },
    });
    expect(changed.body).toMatchObject({ timeZone: 'Europe/Lisbon', timeFormat: 'HH:mm' });
    expect((await call('GET', '/me/mailboxSettings/workingHours')).body).toMatchObject({
      startTime: '10:00:00',
      endTime: '17:00:00.0000000',
      timeZone: { name: 'Europe/Lisbon' },
    });
    const unknown = await call('PATCH', '/me/mailboxSettings', { body: { timeZone: 'Mars Standard Time' } });
    expect(unknown).toMatchObject({ status: 400, body: { error: { code: 'ErrorPropertyValidationFailure' } } });
  });

  test('may hold hours in a zone spelt out', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const timeZone = {
      '@odata.type': '#microsoft.graph.customTimeZone',
      name: 'Customized Time Zone',
      bias: -60,
      standardOffset: { time: '03:00:00.0000000', dayOccurrence: 5, dayOfWeek: 'sunday', month: 10, year: 0 },
      daylightOffset: {
        daylightBias: -60,
        time: '02:00:00.0000000',
        dayOccurrence: 5,
        dayOfWeek: 'sunday',
        month: 3,
        year: 0,
      },
    };
    await sandbox.control('POST', 'accounts', {
      email: 'zoe@contoso.example',
      displayName: 'Zoe',
      timeZone: 'Europe/Berlin',
      provider: 'microsoft',
      workingHours: { timeZone },
    });
    const call = await graphOf({ sandbox, email: 'zoe@contoso.example' });
    expect((await call('GET', '/me/mailboxSettings/workingHours')).body.timeZone).toEqual(timeZone);
  });
});

describe('categories', () => {
  test('begin as Outlook gives them, and are added, recoloured and removed', async () => {
    const { call } = await asIda();
    const path = '/me/outlook/masterCategories';
    expect((await call('GET', path)).body.value).toHaveLength(6);
    const added = await call('POST', path, { body: { displayName: 'Career', color: 'preset9' } });
    expect(added).toMatchObject({ status: 201, body: { displayName: 'Career', color: 'preset9' } });
    expect((await call('PATCH', `${path}/${added.body.id}`, { body: { color: 'preset1' } })).body.color).toBe(
      'preset1',
    );
    expect((await call('DELETE', `${path}/${added.body.id}`)).status).toBe(204);
    expect((await call('GET', `${path}/${added.body.id}`)).body.error.code).toBe('ErrorItemNotFound');
  });

  test.each([
    ['a name in use', { displayName: 'red CATEGORY' }, 409],
    ['a colour that does not exist', { displayName: 'Career', color: 'preset25' }, 400],
    ['no name', { color: 'preset1' }, 400],
  ])('%s is refused', async (_what, category, status) => {
    const { call } = await asIda();
    expect((await call('POST', '/me/outlook/masterCategories', { body: category })).status).toBe(status);
  });
});

test('time zones are listed by Windows and by IANA names', async () => {
  const { call } = await asIda();
  const list = async (suffix: string) => {
    const { body } = await call('GET', `/me/outlook/supportedTimeZones${suffix}`);
    return body.value.map(({ alias }: { alias: string }) => alias);
  };
  expect(await list('')).toContain('Romance Standard Time');
  expect(await list("(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')")).toContain('Europe/Madrid');
  expect((await call('GET', '/me/outlook/supportedTimeZones(Standard=1)')).status).toBe(400);
});

describe('the calendar', () => {
  test.each([
    ['ida@contoso.example', ['teamsForBusiness'], 'teamsForBusiness'],
    ['pia@outlook.example', [], 'unknown'],
  ])('of %s offers its online meetings', async (email, allowed, usual) => {
    const call = await graphOf({ sandbox: await startWithMicrosoftPeople(), email });
    const { body } = await call('GET', '/me/calendar');
    expect(body).toMatchObject({
      isDefaultCalendar: true,
      owner: { address: email },
      allowedOnlineMeetingProviders: allowed,
      defaultOnlineMeetingProvider: usual,
    });
    const { body: calendars } = await call('GET', '/me/calendars');
    expect(calendars.value.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await call('GET', `/me/calendars/${body.id}?$select=name`)).body.name).toBe('Calendar');
    expect((await call('GET', '/me/calendars/nonsense')).body.error.code).toBe('ErrorInvalidIdMalformed');
  });

  test("somebody else's is nobody's business", async () => {
    const { call } = await asIda();
    expect((await call('GET', '/users/tom@contoso.example/calendar')).body.error.code).toBe('ErrorAccessDenied');
    expect((await call('GET', '/users/nobody@contoso.example/calendar')).body.error.code).toBe('ErrorInvalidUser');
  });
});
