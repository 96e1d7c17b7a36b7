import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import {
  connectMicrosoft,
  microsoftPeople,
  refreshMicrosoft,
  startWithMicrosoftPeople,
} from '../testing/microsoft-consent.ts';
import { startTestSandbox } from '../testing/test-sandbox.ts';

test('a work account belongs to the tenant of its domain, a personal one to none', async () => {
  const { control } = await startWithMicrosoftPeople();
  const accounts = await control('GET', 'accounts');
  expect(accounts).toContainEqual(
    expect.objectContaining({
      email: 'ida@contoso.example',
      hostedDomain: 'contoso.example',
      teams: true,
      subject: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    }),
  );
  expect(accounts).toContainEqual(
    expect.objectContaining({
      email: 'pia@outlook.example',
      hostedDomain: null,
      teams: false,
      subject: expect.stringMatching(/^00000000-0000-0000-/),
    }),
  );
});

test('there is one tenant to a domain, its id always the same, without consent until it is given', async () => {
  const { control } = await startWithMicrosoftPeople();
  const before = (await control('GET', 'tenants')) as { id: string; domain: string; adminConsented: boolean }[];
  expect(before.map(({ domain, adminConsented }) => [domain, adminConsented])).toEqual([
    ['contoso.example', true],
    ['fabrikam.example', false],
  ]);
  const granted = await control('POST', 'tenants', { domain: 'Fabrikam.example', adminConsented: true });
  expect(granted).toMatchObject({ id: before[1]?.id, adminConsented: true });
  await control('POST', 'reset', {});
  expect(await control('POST', 'tenants', { domain: 'fabrikam.example' })).toMatchObject({
    id: before[1]?.id,
    adminConsented: false,
  });
});

test("events come in and go out in Graph's own shape, and mail nobody", async () => {
  const { control } = await startTestSandbox();
  const [account] = microsoftPeople;
  const at = (time: string) => ({ dateTime: `2027-01-12T${time}`, timeZone: 'Europe/Madrid' });
  const weekly = {
    subject: 'One to one',
    start: at('10:00:00'),
    end: at('10:30:00'),
    attendees: [{ emailAddress: { address: 'tom@contoso.example' }, type: 'required' }],
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
      range: { type: 'noEnd', startDate: '2027-01-12' },
    },
  };
  await control('POST', 'accounts', { ...account, events: [weekly] });
  expect(await control('GET', 'events?account=ida@contoso.example')).toMatchObject([
    { subject: 'One to one', type: 'seriesMaster', isOrganizer: true, recurrence: { pattern: { type: 'weekly' } } },
  ]);
  const window = 'timeMin=2027-01-01T00:00:00Z&timeMax=2027-02-01T00:00:00Z';
  expect(await control('GET', `events?account=ida@contoso.example&${window}`)).toHaveLength(3);
  expect(await control('GET', 'mail')).toEqual([]);
});

test('an event that Graph would refuse is named', async () => {
  const { control } = await startTestSandbox();
  const account = { ...microsoftPeople[0], events: [{ subject: 'when?' }] };
  await expect(control('POST', 'accounts', account)).rejects.toThrow(/ida@contoso.example, events\[0\]: /);
});

test('applications are registered at one cloud or the other', async () => {
  const { url, control } = await startWithMicrosoftPeople();
  const application = { provider: 'microsoft', clientId: 'elsewhere', clientSecret: 'secret' };
  await control('POST', 'oauth-clients', { ...application, redirectUris: ['https://app.example/back'] });
  const open = async (redirectUri: string) => {
    const query = new URLSearchParams({
      client_id: 'elsewhere',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
    });
    return (await fetch(`${url}/common/oauth2/v2.0/authorize?${query.toString()}`)).status;
  };
  expect(await open('https://app.example/back')).toBe(200);
  expect(await open('https://app.example/other')).toBe(400);
});

test('connections, tenants and keys outlive a restart', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true }));
  const before = await startTestSandbox({ dataDirectory });
  await before.control('POST', 'accounts', { accounts: microsoftPeople });
  await before.control('POST', 'tenants', { domain: 'contoso.example', adminConsented: true });
  const { body } = await connectMicrosoft({ url: before.url });
  await before.close();

  const { url } = await startTestSandbox({ dataDirectory });
  const keys = createRemoteJWKSet(new URL(`${url}/common/discovery/v2.0/keys`));
  expect((await jwtVerify(body['id_token'] ?? '', keys)).payload).toMatchObject({ name: 'Ida Berg' });
  expect((await refreshMicrosoft({ url, token: body['refresh_token'] ?? '' })).status).toBe(200);
});
