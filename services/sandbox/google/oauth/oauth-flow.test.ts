import { CodeChallengeMethod } from 'google-auth-library';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  answerConsent,
  authorizeParameters,
  eventScopes,
  exchangeCode,
  postForm,
  proofKey,
} from '../../testing/consent.ts';
import { googleClient, startWithPeople } from '../../testing/test-sandbox.ts';

async function connect({ url, granted = eventScopes }: { url: string; granted?: readonly string[] }) {
  const back = await answerConsent({ url, parameters: authorizeParameters(), granted });
  const { body } = await exchangeCode({ url, code: back.searchParams.get('code') ?? '' });
  return body as { access_token: string; refresh_token: string; scope: string; id_token: string };
}

const refresh = (url: string, token: string) =>
  postForm(`${url}/token`, {
    grant_type: 'refresh_token',
    client_id: googleClient.clientId,
    client_secret: googleClient.clientSecret,
    refresh_token: token,
  });

describe('the authorization code flow', () => {
  test("Google's own client connects an account with a proof key, and reads its calendar", async () => {
    const { url, oauthClient, calendarWith } = await startWithPeople();
    const client = oauthClient();
    const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
    const address = client.generateAuthUrl({
      access_type: 'offline',
      prompt: 'consent',
      scope: ['openid', 'email', ...eventScopes],
      state: 's-9',
      code_challenge_method: CodeChallengeMethod.S256,
      code_challenge: codeChallenge ?? '',
    });
    expect((await fetch(address)).status).toBe(200);

    const back = await answerConsent({ url, parameters: Object.fromEntries(new URL(address).searchParams) });
    expect(back.searchParams.get('state')).toBe('s-9');
    const { tokens } = await client.getToken({
      code: back.searchParams.get('code') ?? '',
      codeVerifier: codeVerifier ?? '',
    });

    expect(tokens.refresh_token).toMatch(/^1\/\//);
    expect(tokens.scope?.split(' ')).toEqual([
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      ...eventScopes,
    ]);
    const { data } = await calendarWith(tokens.access_token ?? '').events.list({ calendarId: 'primary' });
    expect(data.items).toEqual([]);
  });

  test('the consent page offers each calendar scope as a box, ticked, and the hinted account first chosen', async () => {
    const { url } = await startWithPeople();
    const query = new URLSearchParams(authorizeParameters({ login_hint: 'ben@acme.example' }));
    const page = await (await fetch(`${url}/o/oauth2/v2/auth?${query.toString()}`)).text();
    for (const scope of eventScopes) expect(page).toContain(`name="granted_scopes" value="${scope}" checked`);
    expect(page).toMatch(/<option value="ben@acme.example" selected>/);
  });

  test('a scope left unticked is not granted, and calls needing it are refused', async () => {
    const { url, calendarWith } = await startWithPeople();
    const tokens = await connect({ url, granted: ['https://www.googleapis.com/auth/calendar.events.freebusy'] });
    expect(tokens.scope).not.toContain('events.owned');
    const insert = calendarWith(tokens.access_token).events.insert({
      calendarId: 'primary',
      requestBody: { start: { date: '2027-01-04' }, end: { date: '2027-01-05' } },
    });
    await expect(insert).rejects.toMatchObject({
      response: { status: 403, data: { error: { errors: [{ reason: 'insufficientPermissions' }] } } },
    });
  });

  test('cancelling comes back as access_denied with the state', async () => {
    const { url } = await startWithPeople();
    const back = await answerConsent({ url, parameters: authorizeParameters(), decision: 'cancel' });
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: 'state-1', error: 'access_denied' });
  });

  test('a second consent without prompt=consent brings no refresh token', async () => {
    const { url } = await startWithPeople();
    await connect({ url });
    const back = await answerConsent({ url, parameters: authorizeParameters({ prompt: '' }) });
    const { body } = await exchangeCode({ url, code: back.searchParams.get('code') ?? '' });
    expect(body).toHaveProperty('access_token');
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('include_granted_scopes adds what was granted before', async () => {
    const { url } = await startWithPeople();
    await connect({ url });
    const scope = 'https://www.googleapis.com/auth/meetings.space.readonly';
    const parameters = authorizeParameters({ scope, include_granted_scopes: 'true' });
    const back = await answerConsent({ url, parameters, granted: [scope] });
    const { body } = await exchangeCode({ url, code: back.searchParams.get('code') ?? '' });
    expect(body['scope']?.split(' ')).toEqual(expect.arrayContaining([...eventScopes, scope]));
  });

  test.each([
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['a redirect to plain http elsewhere', { redirect_uri: 'http://evil.example/cb' }, 400, 'redirect_uri_mismatch'],
    ['a redirect hiding its host', { redirect_uri: 'https://a@evil.example/cb' }, 400, 'redirect_uri_mismatch'],
    ['a token in the address', { response_type: 'token' }, 400, 'unsupported_response_type'],
    ['a scope that does not exist', { scope: 'openid everything' }, 400, 'invalid_scope'],
    ['a plain proof key', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 400, 'invalid_request'],
    ['a proof key of no stated method', { code_challenge: 'a'.repeat(43) }, 400, 'invalid_request'],
  ])('%s is shown to the person and never redirected', async (_what, changes, status, error) => {
    const { url } = await startWithPeople();
    const query = new URLSearchParams(authorizeParameters(changes));
    const response = await fetch(`${url}/o/oauth2/v2/auth?${query.toString()}`, { redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(error);
  });
});

describe('the token endpoint', () => {
  test('a code works once; seen again, it ends what came of it', async () => {
    const { url } = await startWithPeople();
    const back = await answerConsent({ url, parameters: authorizeParameters() });
    const code = back.searchParams.get('code') ?? '';
    const first = await exchangeCode({ url, code });
    expect(await exchangeCode({ url, code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await refresh(url, first.body['refresh_token'] ?? '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test.each([
    ['no verifier', undefined, {}, 'invalid_grant'],
    ['another verifier', 'x'.repeat(43), {}, 'invalid_grant'],
    ['another redirect', 'right', { redirect_uri: 'http://localhost:3000/other' }, 'redirect_uri_mismatch'],
    ['a wrong secret', 'right', { client_secret: 'no' }, 'invalid_client'],
    ['a code never issued', 'right', { code: '4/nonsense' }, 'invalid_grant'],
  ])('%s is refused', async (_what, given, changes, error) => {
    const { url } = await startWithPeople();
    const { verifier, challenge } = proofKey();
    const parameters = authorizeParameters({ code_challenge: challenge, code_challenge_method: 'S256' });
    const back = await answerConsent({ url, parameters });
    const code = back.searchParams.get('code') ?? '';
    const answer = await exchangeCode({
      url,
      code,
      changes,
      ...(given === undefined ? {} : { verifier: given === 'right' ? verifier : given }),
    });
    expect(answer.body['error']).toBe(error);
  });

  test('the client may also authenticate with basic credentials', async () => {
    const { url } = await startWithPeople();
    const { refresh_token: token } = await connect({ url });
    const response = await fetch(`${url}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${googleClient.clientId}:${googleClient.clientSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
    });
    expect(await response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
  });

  test('a refresh token keeps working and is not replaced, unless rotation was injected', async () => {
    const { url, control } = await startWithPeople();
    const { refresh_token: token } = await connect({ url });
    expect((await refresh(url, token)).body).not.toHaveProperty('refresh_token');
    await control('POST', 'faults', { kind: 'rotate_refresh_token' });
    const rotated = (await refresh(url, token)).body['refresh_token'] ?? '';
    expect(rotated).toMatch(/^1\/\//);
    expect(await refresh(url, token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await refresh(url, rotated)).status).toBe(200);
  });

  test('revoking one token ends the whole grant, and revoking again says so', async () => {
    const { url, calendarWith } = await startWithPeople();
    const tokens = await connect({ url });
    expect((await postForm(`${url}/revoke`, { token: tokens.access_token })).status).toBe(200);
    expect(await refresh(url, tokens.refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } });
    await expect(calendarWith(tokens.access_token).events.list({ calendarId: 'primary' })).rejects.toMatchObject({
      status: 401,
    });
    expect(await postForm(`${url}/revoke`, { token: tokens.access_token })).toMatchObject({
      status: 400,
      body: { error: 'invalid_token' },
    });
  });

  test('a grant revoked by its owner stays dead until the account is connected again', async () => {
    const { url, control } = await startWithPeople();
    const tokens = await connect({ url });
    await control('POST', 'faults', { kind: 'revoked_grant', account: 'ana@acme.example' });
    expect((await refresh(url, tokens.refresh_token)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    });
    const again = await connect({ url });
    expect((await refresh(url, again.refresh_token)).status).toBe(200);
  });

  test("moving the sandbox's clock does not age an access token", async () => {
    const { url, control, calendarWith } = await startWithPeople();
    const tokens = await connect({ url });
    await control('POST', 'clock', { advance: 'P3D' });
    const { status } = await calendarWith(tokens.access_token).events.list({ calendarId: 'primary' });
    expect(status).toBe(200);
  });
});

describe('OpenID Connect', () => {
  test('the id token is signed by the published keys and says who, for whom and with which nonce', async () => {
    const { url } = await startWithPeople();
    const tokens = await connect({ url });
    const keys = createRemoteJWKSet(new URL(`${url}/oauth2/v3/certs`));
    const { payload } = await jwtVerify(tokens.id_token, keys, {
      issuer: 'https://accounts.google.com',
      audience: googleClient.clientId,
    });
    expect(payload).toMatchObject({
      nonce: 'nonce-1',
      email: 'ana@acme.example',
      email_verified: true,
      hd: 'acme.example',
      sub: expect.stringMatching(/^\d{21}$/),
    });
  });

  test('userinfo, at each of its addresses, names the same person', async () => {
    const { url } = await startWithPeople();
    const { access_token: token } = await connect({ url });
    const headers = { authorization: `Bearer ${token}` };
    const read = async (path: string) => (await fetch(`${url}${path}`, { headers })).json();
    expect(await read('/v1/userinfo')).toEqual(await read('/oauth2/v3/userinfo'));
    expect(await read('/oauth2/v2/userinfo')).toMatchObject({ email: 'ana@acme.example', verified_email: true });
  });

  test('the discovery document keeps the issuer and follows the proxy in front', async () => {
    const { url } = await startWithPeople();
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'accounts.example' };
    const document: unknown = await (await fetch(`${url}/.well-known/openid-configuration`, { headers })).json();
    expect(document).toMatchObject({
      issuer: 'https://accounts.google.com',
      token_endpoint: 'https://accounts.example/token',
      code_challenge_methods_supported: ['S256'],
    });
  });
});
