import { expect, test } from 'vitest';
import {
  askForToken,
  connectMicrosoft,
  consentTo,
  microsoftParameters,
  microsoftRedirectUri,
  refreshMicrosoft,
  startWithMicrosoftPeople,
} from '../../testing/microsoft-consent.ts';

async function challenged() {
  const sandbox = await startWithMicrosoftPeople();
  const { url, control } = sandbox;
  const { body: tokens } = await connectMicrosoft({ url });
  await control('POST', 'faults', { kind: 'claims_challenge', account: 'ida@contoso.example' });
  const me = (token: string | undefined) => fetch(`${url}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } });
  const refused = await me(tokens['access_token']);
  const challenge = refused.headers.get('www-authenticate') ?? '';
  const encoded = /error="insufficient_claims", claims="([^"]+)"/.exec(challenge)?.[1] ?? '';
  const claims = Buffer.from(encoded, 'base64').toString();
  return { url, tokens, me, refused, challenge, claims };
}

test('Graph refuses a live token and says which claims a new one must be asked for with', async () => {
  const { refused, challenge, claims } = await challenged();
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  expect(challenge).toMatch(/^Bearer realm="", authorization_uri="https:\/\/login\.microsoftonline\.com\//);
  expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true, value: expect.any(String) } } });
});

test('a refresh without them brings a token that is refused as well', async () => {
  const { url, tokens, me } = await challenged();
  const { body } = await refreshMicrosoft({ url, token: tokens['refresh_token'] ?? '' });
  expect((await me(body['access_token'])).status).toBe(401);
});

test('a sign-in with them lifts the challenge; tokens from before stay refused', async () => {
  const { url, tokens, me, claims } = await challenged();
  const back = await consentTo({ url, parameters: microsoftParameters({ claims }) });
  const code = back.searchParams.get('code') ?? '';
  const fields = { grant_type: 'authorization_code', redirect_uri: microsoftRedirectUri, code };
  const { body } = await askForToken({ url, fields });
  expect((await me(body['access_token'])).status).not.toBe(401);
  expect((await me(tokens['access_token'])).status).toBe(401);
});

test('a refresh with them, among others, lifts it too', async () => {
  const { url, tokens, me, claims } = await challenged();
  const { access_token: wanted } = JSON.parse(claims) as { access_token: object };
  const more = JSON.stringify({ access_token: { ...wanted, xms_cc: { values: ['cp1'] } } });
  const changes = { claims: more };
  const { body } = await refreshMicrosoft({ url, token: tokens['refresh_token'] ?? '', changes });
  expect((await me(body['access_token'])).status).not.toBe(401);
});
