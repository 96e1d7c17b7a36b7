import { describe, expect, test } from 'vitest';
import { postForm } from '../../testing/consent.ts';
import { connectMicrosoft, refreshMicrosoft, startWithMicrosoftPeople } from '../../testing/microsoft-consent.ts';

describe('refresh tokens', () => {
  test('come anew with every use, and the old one stays good', async () => {
    const { url } = await startWithMicrosoftPeople();
    const first = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    const second = (await refreshMicrosoft({ url, token: first })).body['refresh_token'] ?? '';
    expect(second).not.toBe(first);
    for (const token of [first, second]) expect((await refreshMicrosoft({ url, token })).status).toBe(200);
  });

  test('can be made to end by being used', async () => {
    const { url, control } = await startWithMicrosoftPeople();
    const token = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    await control('POST', 'faults', { kind: 'rotate_refresh_token' });
    const next = (await refreshMicrosoft({ url, token })).body['refresh_token'] ?? '';
    expect((await refreshMicrosoft({ url, token })).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refreshMicrosoft({ url, token: next })).status).toBe(200);
  });

  test('one that never was is malformed, one of another application is not valid', async () => {
    const { url, control } = await startWithMicrosoftPeople();
    const token = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    expect((await refreshMicrosoft({ url, token: 'nonsense' })).body).toMatchObject({ error_codes: [9002313] });
    const other = { clientId: 'other-app', clientSecret: 'other-secret' };
    await control('POST', 'oauth-clients', { provider: 'microsoft', ...other });
    const { body } = await postForm(`${url}/common/oauth2/v2.0/token`, {
      grant_type: 'refresh_token',
      refresh_token: token,
      client_id: other.clientId,
      client_secret: other.clientSecret,
    });
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
  });

  test('a scope nobody allowed is for somebody to consent to', async () => {
    const { url } = await startWithMicrosoftPeople();
    const token = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    const { body } = await refreshMicrosoft({ url, token, changes: { scope: 'MailboxSettings.ReadWrite' } });
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' });
  });
});

describe('what can be made to go wrong', () => {
  test.each([
    [undefined, 50173],
    ['AADSTS700082', 700082],
    ['70008', 70008],
  ])('a revoked grant (reason %s) answers %s for good, and a new consent works', async (reason, code) => {
    const { url, control } = await startWithMicrosoftPeople();
    const token = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    await control('POST', 'faults', { kind: 'revoked_grant', account: 'ida@contoso.example', reason });
    for (const _try of [1, 2]) {
      const { status, body } = await refreshMicrosoft({ url, token });
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
    }
    expect((await connectMicrosoft({ url })).status).toBe(200);
  });

  test.each([
    ['AADSTS7000222', 401, 'invalid_client'],
    ['AADSTS53003', 400, 'invalid_grant'],
    ['AADSTS50076', 400, 'interaction_required'],
  ])('the token endpoint answers %s once, with the status it comes with', async (reason, status, error) => {
    const { url, control } = await startWithMicrosoftPeople();
    const token = (await connectMicrosoft({ url })).body['refresh_token'] ?? '';
    await control('POST', 'faults', { kind: 'status', path: '/oauth2/v2.0/token', reason });
    expect(await refreshMicrosoft({ url, token })).toMatchObject({
      status,
      body: { error, error_description: expect.stringContaining(`${reason}: `) },
    });
    expect((await refreshMicrosoft({ url, token })).status).toBe(200);
  });
});

test('a refresh may ask for whatever was allowed, without naming it', async () => {
  const { url } = await startWithMicrosoftPeople();
  const { body } = await connectMicrosoft({ url });
  const answer = await refreshMicrosoft({
    url,
    token: body['refresh_token'] ?? '',
    changes: { scope: 'https://graph.microsoft.com/.default offline_access' },
  });
  expect(answer.status).toBe(200);
  expect(answer.body['scope']).toContain('https://graph.microsoft.com/Calendars.ReadWrite');
});

test('the token endpoint reads forms, not JSON', async () => {
  const { url } = await startWithMicrosoftPeople();
  const { body } = await connectMicrosoft({ url });
  const response = await fetch(`${url}/common/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_request', error_codes: [900144] });
});
