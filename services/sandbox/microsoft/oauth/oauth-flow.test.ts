import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { proofKey } from '../../testing/consent.ts';
import {
  askForToken,
  connectMicrosoft,
  consentTo,
  managerScopes,
  microsoftParameters,
  microsoftRedirectUri,
  postConsent,
  signInScopes,
  startWithMicrosoftPeople,
} from '../../testing/microsoft-consent.ts';
import { microsoftClient } from '../../testing/test-sandbox.ts';
import { personalTenantId } from '../tenants.ts';

const longCalendars = 'https://graph.microsoft.com/Calendars.ReadWrite';
const byCode = { grant_type: 'authorization_code', redirect_uri: microsoftRedirectUri };

async function tenantOf(sandbox: { control: (method: string, path: string) => Promise<unknown> }, domain: string) {
  const tenants = (await sandbox.control('GET', 'tenants')) as { id: string; domain: string }[];
  return tenants.find((tenant) => tenant.domain === domain)?.id ?? '';
}

describe('the authorization code flow', () => {
  test('a proof key, a code, tokens: Graph scopes come back by their long names', async () => {
    const { url } = await startWithMicrosoftPeople();
    const { verifier, challenge } = proofKey();
    const parameters = microsoftParameters({ code_challenge: challenge, code_challenge_method: 'S256' });
    const back = await consentTo({ url, parameters });
    expect(back.searchParams.get('state')).toBe('state-1');
    const fields = { ...byCode, code: back.searchParams.get('code') ?? '', code_verifier: verifier };
    const { status, body } = await askForToken({ url, fields });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    expect(body['scope']?.split(' ').toSorted()).toEqual(['email', longCalendars, 'openid', 'profile']);
    expect(body['expires_in']).toBeGreaterThanOrEqual(3600);
    expect(body['expires_in']).toBeLessThan(5400);
  });

  test('a personal account consents for itself and is told its scopes as it asked for them', async () => {
    const { url } = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url, account: 'pia@outlook.example' });
    expect(body['scope']?.split(' ')).toContain('Calendars.ReadWrite');
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ tid: personalTenantId });
  });

  test('scopes may be asked for by long names', async () => {
    const { url } = await startWithMicrosoftPeople();
    const scope = [...signInScopes, longCalendars].join(' ');
    const { body } = await connectMicrosoft({ url, parameters: microsoftParameters({ scope }) });
    expect(body['scope']?.split(' ')).toContain(longCalendars);
  });

  test('without offline_access there is no refresh token', async () => {
    const { url } = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url, parameters: microsoftParameters({ scope: 'openid email' }) });
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('a later token carries what was allowed before, though less was asked for', async () => {
    const { url } = await startWithMicrosoftPeople();
    await connectMicrosoft({ url });
    const parameters = microsoftParameters({ scope: 'openid Calendars.ReadBasic' });
    const { body } = await connectMicrosoft({ url, parameters });
    expect(body['scope']?.split(' ')).toContain(longCalendars);
  });

  test('the form can grant less than was asked, for tests', async () => {
    const { url } = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url, granted: signInScopes });
    expect(body['scope']).toBe('openid profile email');
    expect(body).toHaveProperty('refresh_token');
  });

  test.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 501481, 'invalid_grant'],
    ['no verifier', {}, 50148, 'invalid_grant'],
    ['another redirect', { redirect_uri: 'http://localhost:9/other' }, 500112, 'invalid_client'],
    ['a wrong secret', { client_secret: 'guess' }, 7000215, 'invalid_client'],
    ['no secret', { client_secret: '' }, 7000218, 'invalid_client'],
    ['an unknown application', { client_id: 'nobody' }, 700016, 'unauthorized_client'],
    ['an unknown code', { code: '1.AXnever' }, 70008, 'invalid_grant'],
    ['an unknown kind of grant', { grant_type: 'password' }, 70003, 'unsupported_grant_type'],
  ])('%s is refused in the shape of Entra', async (_what, changes, code, error) => {
    const { url } = await startWithMicrosoftPeople();
    const { challenge } = proofKey();
    const parameters = microsoftParameters({ code_challenge: challenge, code_challenge_method: 'S256' });
    const back = await consentTo({ url, parameters });
    const fields = { ...byCode, code: back.searchParams.get('code') ?? '', ...changes };
    const { status, body } = await askForToken({ url, fields });
    expect(status).toBe(error === 'invalid_client' ? 401 : 400);
    expect(body).toMatchObject({
      error,
      error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: `)),
      error_codes: [code],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    });
  });

  test('a code works once', async () => {
    const { url } = await startWithMicrosoftPeople();
    const fields = { ...byCode, code: (await consentTo({ url })).searchParams.get('code') ?? '' };
    expect((await askForToken({ url, fields })).status).toBe(200);
    expect((await askForToken({ url, fields })).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  test('the secret may come in the Authorization header', async () => {
    const { url } = await startWithMicrosoftPeople();
    const code = (await consentTo({ url })).searchParams.get('code') ?? '';
    const { clientId, clientSecret } = microsoftClient;
    const response = await fetch(`${url}/common/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ ...byCode, code }),
    });
    expect(response.status).toBe(200);
  });
});

describe('who may sign in where', () => {
  test('the page offers only the accounts its address admits, the hinted one first chosen', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const query = new URLSearchParams(microsoftParameters({ login_hint: 'tom@contoso.example' })).toString();
    const page = async (tenant: string) =>
      (await fetch(`${sandbox.url}/${tenant}/oauth2/v2.0/authorize?${query}`)).text();
    const contoso = await tenantOf(sandbox, 'contoso.example');
    expect(await page('common')).toMatch(/<option value="tom@contoso.example" selected>/);
    expect(await page('organizations')).not.toContain('pia@outlook.example');
    expect(await page('consumers')).not.toContain('ida@contoso.example');
    for (const named of [contoso, 'contoso.example']) {
      expect(await page(named)).toContain('ida@contoso.example');
      expect(await page(named)).not.toContain('uma@fabrikam.example');
    }
    expect(await page('common')).toContain('Calendars.ReadWrite');
  });

  test.each([
    ['organizations', 'pia@outlook.example'],
    ['consumers', 'ida@contoso.example'],
    ['contoso.example', 'uma@fabrikam.example'],
    ['common', 'nobody@contoso.example'],
  ])('%s does not admit %s', async (tenant, account) => {
    const { url } = await startWithMicrosoftPeople();
    const response = await postConsent({ url, tenant, account });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('AADSTS50020');
  });

  test.each([
    ['an unknown tenant', 'nowhere.example', {}, '90002'],
    ['an unknown application', 'common', { client_id: 'nobody' }, '700016'],
    ['a redirect elsewhere', 'common', { redirect_uri: 'http://evil.example/' }, '50011'],
    ['a scope there is not', 'common', { scope: 'openid Calendars.Everything' }, '650053'],
    ['a plain proof key', 'common', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, '501491'],
  ])('%s is shown to the person and never redirected', async (_what, tenant, changes, code) => {
    const { url } = await startWithMicrosoftPeople();
    const query = new URLSearchParams(microsoftParameters(changes)).toString();
    const response = await fetch(`${url}/${tenant}/oauth2/v2.0/authorize?${query}`, { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`AADSTS${code}`);
  });

  test('cancelling comes back as access_denied with the state', async () => {
    const { url } = await startWithMicrosoftPeople();
    const back = await consentTo({ url, decision: 'cancel' });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringMatching(/^AADSTS65004: /),
      state: 'state-1',
    });
  });

  test('prompt=none knows who signed in before in this browser, and what they allowed', async () => {
    const { url } = await startWithMicrosoftPeople();
    const silently = async (cookie: string, scope: string) => {
      const query = new URLSearchParams(microsoftParameters({ prompt: 'none', scope })).toString();
      const response = await fetch(`${url}/common/oauth2/v2.0/authorize?${query}`, {
        redirect: 'manual',
        headers: { cookie },
      });
      return new URL(response.headers.get('location') ?? '').searchParams;
    };
    expect((await silently('', 'openid')).get('error')).toBe('login_required');
    const consented = await postConsent({ url });
    const cookie = consented.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await silently(cookie, managerScopes.join(' '))).get('code')).toBeTruthy();
    expect((await silently(cookie, 'openid MailboxSettings.Read')).get('error')).toBe('consent_required');
  });
});

describe('id tokens and discovery', () => {
  test('an id token is signed by a published key and says who, where and for whom', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const { url } = sandbox;
    const tid = await tenantOf(sandbox, 'contoso.example');
    const { body } = await connectMicrosoft({ url });
    const keys = createRemoteJWKSet(new URL(`${url}/common/discovery/v2.0/keys`));
    const { payload, protectedHeader } = await jwtVerify(body['id_token'] ?? '', keys, {
      issuer: `https://login.microsoftonline.com/${tid}/v2.0`,
      audience: microsoftClient.clientId,
    });
    const accounts = (await sandbox.control('GET', 'accounts')) as { email: string; subject: string }[];
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      tid,
      oid: accounts.find(({ email }) => email === 'ida@contoso.example')?.subject,
      preferred_username: 'ida@contoso.example',
      email: 'ida@contoso.example',
      name: 'Ida Berg',
      nonce: 'nonce-1',
      ver: '2.0',
    });
    expect(payload.sub).not.toBe(payload['oid']);
    expect(payload).not.toHaveProperty('email_verified');
  });

  test('name and object id come with the profile scope, the address with email', async () => {
    const { url } = await startWithMicrosoftPeople();
    const { body } = await connectMicrosoft({ url, parameters: microsoftParameters({ scope: 'openid' }) });
    const claims = decodeJwt(body['id_token'] ?? '');
    for (const absent of ['name', 'oid', 'preferred_username', 'email']) expect(claims).not.toHaveProperty(absent);
  });

  test('discovery names the tenant a domain belongs to, and leaves it open where there are several', async () => {
    const sandbox = await startWithMicrosoftPeople();
    const contoso = await tenantOf(sandbox, 'contoso.example');
    const discovered = async (tenant: string) => {
      const response = await fetch(`${sandbox.url}/${tenant}/v2.0/.well-known/openid-configuration`);
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const base = 'https://login.microsoftonline.com';
    for (const named of [contoso, 'contoso.example', 'CONTOSO.example']) {
      const { body } = await discovered(named);
      expect(body['issuer']).toBe(`${base}/${contoso}/v2.0`);
      expect(body['token_endpoint']).toBe(`${sandbox.url}/${contoso}/oauth2/v2.0/token`);
    }
    for (const open of ['common', 'organizations']) {
      expect((await discovered(open)).body['issuer']).toBe(`${base}/{tenantid}/v2.0`);
    }
    expect((await discovered('consumers')).body['issuer']).toBe(`${base}/${personalTenantId}/v2.0`);
    const unknown = await discovered('nowhere.example');
    expect(unknown.status).toBe(400);
    expect(unknown.body).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  });
});
