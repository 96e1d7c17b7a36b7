import { describe, expect, test } from 'vitest';
import {
  connectMicrosoft,
  consentTo,
  microsoftParameters,
  microsoftRedirectUri,
  postConsent,
  refreshMicrosoft,
  startWithMicrosoftPeople,
} from '../../testing/microsoft-consent.ts';
import { microsoftClient } from '../../testing/test-sandbox.ts';

const uma = 'uma@fabrikam.example';
const asked = {
  client_id: microsoftClient.clientId,
  redirect_uri: microsoftRedirectUri,
  state: 'state-7',
  scope: 'https://graph.microsoft.com/Calendars.ReadWrite Calendars.ReadBasic offline_access openid',
};

async function answerAsAdministrator({
  url,
  path = 'fabrikam.example/v2.0/adminconsent',
  fields,
}: {
  url: string;
  path?: string;
  fields: Record<string, string>;
}): Promise<Record<string, string>> {
  const body = new URLSearchParams({ ...asked, ...fields });
  const response = await fetch(`${url}/${path}`, { method: 'POST', body, redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.status} ${await response.text()}`);
  return Object.fromEntries(new URL(location).searchParams);
}

describe('before an administrator consented', () => {
  test('a person is told to ask one, and goes back with empty hands', async () => {
    const { url } = await startWithMicrosoftPeople();
    const page = await postConsent({ url, account: uma, browser: true });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Need admin approval');
    const back = await consentTo({ url, account: uma, decision: 'return' });
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_subcode: 'cancel',
      state: 'state-1',
    });
  });

  test('who posts the form without a browser is sent back at once', async () => {
    const { url } = await startWithMicrosoftPeople();
    const back = await consentTo({ url, account: uma });
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('error_description')).toMatch(/^AADSTS90094: /);
  });

  test('prompt=consent asks a person for it even after an administrator allowed it for all', async () => {
    const { url } = await startWithMicrosoftPeople();
    const back = await consentTo({ url, parameters: microsoftParameters({ prompt: 'consent' }) });
    expect(back.searchParams.get('error_description')).toMatch(/^AADSTS90094: /);
  });

  test('signing in needs nobody', async () => {
    const { url } = await startWithMicrosoftPeople();
    const parameters = microsoftParameters({ scope: 'openid profile email offline_access User.Read' });
    expect((await connectMicrosoft({ url, account: uma, parameters })).status).toBe(200);
  });
});

describe('the administrator', () => {
  test('sees what is asked for everybody, and only the tenant named', async () => {
    const { url } = await startWithMicrosoftPeople();
    const open = async (tenant: string) => {
      const query = new URLSearchParams(asked).toString();
      const response = await fetch(`${url}/${tenant}/v2.0/adminconsent?${query}`);
      return { status: response.status, text: await response.text() };
    };
    const { text } = await open('fabrikam.example');
    expect(text).toContain('Have full access to your calendars');
    expect(text).toContain('fabrikam.example');
    expect(text).not.toContain('contoso.example');
    expect((await open('organizations')).text).toContain('contoso.example');
    for (const several of ['common', 'consumers']) expect((await open(several)).status).toBe(400);
    expect((await open('nowhere.example')).text).toContain('AADSTS90002');
  });

  test('grants: the answer names the tenant and the scopes, and people of that tenant can consent', async () => {
    const { url, control } = await startWithMicrosoftPeople();
    const back = await answerAsAdministrator({ url, fields: { decision: 'accept' } });
    const tenants = (await control('GET', 'tenants')) as { id: string; domain: string; adminConsented: boolean }[];
    const fabrikam = tenants.find(({ domain }) => domain === 'fabrikam.example');
    expect(fabrikam?.adminConsented).toBe(true);
    expect(back).toEqual({
      admin_consent: 'True',
      tenant: fabrikam?.id,
      state: 'state-7',
      scope:
        'https://graph.microsoft.com/Calendars.ReadWrite https://graph.microsoft.com/Calendars.ReadBasic offline_access openid',
    });
    expect((await connectMicrosoft({ url, account: uma })).status).toBe(200);
  });

  test('what was granted for all is in the token of each, though they ask for less', async () => {
    const { url } = await startWithMicrosoftPeople();
    await answerAsAdministrator({ url, fields: { decision: 'accept' } });
    const parameters = microsoftParameters({ scope: 'openid offline_access Calendars.ReadBasic' });
    const { body } = await connectMicrosoft({ url, account: uma, parameters });
    expect(body['scope']).toContain('https://graph.microsoft.com/Calendars.ReadWrite');
  });

  test('grants only what was on the page', async () => {
    const { url } = await startWithMicrosoftPeople();
    await answerAsAdministrator({ url, fields: { decision: 'accept', scope: 'Calendars.ReadBasic' } });
    const back = await consentTo({ url, account: uma });
    expect(back.searchParams.get('error_description')).toMatch(/^AADSTS90094: /);
  });

  test('refuses: the answer carries the error beside admin_consent, as Microsoft has it', async () => {
    const { url, control } = await startWithMicrosoftPeople();
    const back = await answerAsAdministrator({ url, fields: { decision: 'cancel' } });
    expect(back).toMatchObject({
      admin_consent: 'True',
      error: 'consent_required',
      error_description: expect.stringMatching(/^AADSTS65004: /),
      state: 'state-7',
    });
    expect(await control('GET', 'tenants')).toContainEqual(
      expect.objectContaining({ domain: 'fabrikam.example', adminConsented: false }),
    );
  });

  test('the older endpoint grants all the application is registered for', async () => {
    const { url } = await startWithMicrosoftPeople();
    const path = 'fabrikam.example/adminconsent';
    const back = await answerAsAdministrator({ url, path, fields: { decision: 'accept' } });
    expect(back).not.toHaveProperty('scope');
    expect((await connectMicrosoft({ url, account: uma })).status).toBe(200);
    const refused = await answerAsAdministrator({ url, path, fields: { decision: 'cancel' } });
    expect(refused['error']).toBe('access_denied');
  });

  test('taking consent back ends what was granted by it', async () => {
    const { url, control } = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url });
    await control('POST', 'tenants', { domain: 'contoso.example', adminConsented: false });
    const refused = await refreshMicrosoft({ url, token: body['refresh_token'] ?? '' });
    expect(refused.body).toMatchObject({ error: 'invalid_grant', error_codes: [65001] });
  });
});

test('both pages call the application by its name, or by its id where it has none', async () => {
  const { url, control } = await startWithMicrosoftPeople();
  const clientId = '0f6c1f0e-4a5d-4c55-9d4e-7d3f2b6a8c11';
  await control('POST', 'oauth-clients', { provider: 'microsoft', clientId, clientSecret: 's', name: 'Throughline' });
  const shown = async (path: string, id: string): Promise<string> => {
    const query = new URLSearchParams({ ...asked, response_type: 'code', client_id: id });
    return (await fetch(`${url}/${path}?${query.toString()}`)).text();
  };
  for (const path of ['fabrikam.example/v2.0/adminconsent', 'common/oauth2/v2.0/authorize']) {
    expect(await shown(path, clientId)).toContain('<strong>Throughline</strong>');
    expect(await shown(path, asked.client_id)).toContain(`<strong>${asked.client_id}</strong>`);
  }
});
