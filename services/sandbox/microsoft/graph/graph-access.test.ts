import { expect, test } from 'vitest';
import { connectMicrosoft, microsoftParameters, startWithMicrosoftPeople } from '../../testing/microsoft-consent.ts';

const settings = 'mailboxSettings';

async function callAs(email: string) {
  const { url, control } = await startWithMicrosoftPeople();
  const { access_token: token } = (await control('POST', 'token', { email })) as { access_token: string };
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/v1.0/${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  };
  return { url, control, get };
}

test.each([
  ['no token', {}, 'Access token is empty.'],
  [
    'a token of another service',
    { authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln' },
    'Access token validation failure. Invalid audience.',
  ],
  [
    'something that is no token',
    { authorization: 'Bearer nonsense' },
    'IDX14100: JWT is not well formed, there are no dots (.).',
  ],
  [
    'a token that never was',
    { authorization: 'Bearer EwBnonsense' },
    'Lifetime validation failed, the token is expired.',
  ],
])('%s is answered 401 in the envelope of Graph, with a challenge', async (_what, headers, message) => {
  const { url } = await startWithMicrosoftPeople();
  const response = await fetch(`${url}/v1.0/me/${settings}`, { headers });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm=""/);
  expect(await response.json()).toMatchObject({
    error: {
      code: 'InvalidAuthenticationToken',
      message,
      innerError: { date: expect.any(String), 'request-id': response.headers.get('request-id') },
    },
  });
});

test('a token may do what was granted, no more', async () => {
  const { url } = await startWithMicrosoftPeople();
  const parameters = microsoftParameters({ scope: 'openid profile email offline_access' });
  const { body } = await connectMicrosoft({ url, parameters });
  const headers = { authorization: `Bearer ${body['access_token']}` };
  const response = await fetch(`${url}/v1.0/me/${settings}`, { headers });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ error: { code: 'ErrorAccessDenied' } });
});

test('one has the same mailbox under /me, by address and by id', async () => {
  const { get, control } = await callAs('ida@contoso.example');
  const accounts = (await control('GET', 'accounts')) as { email: string; subject: string }[];
  const id = accounts.find(({ email }) => email === 'ida@contoso.example')?.subject;
  for (const path of ['me', 'users/Ida@contoso.example', `users/${id}`]) {
    expect((await get(`${path}/${settings}`)).status).toBe(200);
  }
});

test("another's mailbox is closed, one that never was is not found", async () => {
  const { get } = await callAs('ida@contoso.example');
  expect(await get(`users/tom@contoso.example/${settings}`)).toMatchObject({
    status: 403,
    body: { error: { code: 'ErrorAccessDenied' } },
  });
  expect(await get(`users/nobody@contoso.example/${settings}`)).toMatchObject({
    status: 404,
    body: { error: { code: 'ErrorInvalidUser' } },
  });
});

test("the caller's own request id comes back with the answer", async () => {
  const { get } = await callAs('ida@contoso.example');
  const { headers, body } = await get(`users/tom@contoso.example/${settings}`, { 'client-request-id': 'mine' });
  expect(headers.get('client-request-id')).toBe('mine');
  expect(body).toMatchObject({ error: { innerError: { 'client-request-id': 'mine' } } });
});

test('throttling is 429 with Retry-After, in the envelope of Graph', async () => {
  const { get, control } = await callAs('ida@contoso.example');
  await control('POST', 'faults', { kind: 'throttle', account: 'ida@contoso.example', retryAfter: 7 });
  const { status, headers, body } = await get(`me/${settings}`);
  expect(status).toBe(429);
  expect(headers.get('retry-after')).toBe('7');
  expect(body).toMatchObject({ error: { code: 'ApplicationThrottled' } });
  expect((await get(`me/${settings}`)).status).toBe(200);
});

test('calls are kept as they would have been at Microsoft', async () => {
  const { get, url } = await callAs('ida@contoso.example');
  await get(`me/${settings}`);
  await connectMicrosoft({ url });
  const lines = (await (await fetch(`${url}/control/requests`)).text()).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { url: string }).url)).toEqual([
    `https://graph.microsoft.com/v1.0/me/${settings}`,
    'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  ]);
});

test('an address that is none and a verb it does not take are said in the envelope of Graph, to those who may ask', async () => {
  const { url, get, control } = await callAs('ida@contoso.example');
  expect((await fetch(`${url}/v1.0/me/nonsense`)).status).toBe(401);
  expect(await get('me/nonsense')).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', message: "Resource not found for the segment 'nonsense'." } },
  });
  const { access_token: token } = (await control('POST', 'token', { email: 'ida@contoso.example' })) as {
    access_token: string;
  };
  const refused = await fetch(`${url}/v1.0/me/events`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(['GET', 'POST']));
});

test.each([
  ['broken JSON', 'application/json', '{"subject":'],
  ['a form', 'application/x-www-form-urlencoded', 'subject=Talk'],
  ['XML', 'text/xml', '<subject/>'],
])('%s is no body for Graph', async (_what, type, body) => {
  const { url, control } = await callAs('ida@contoso.example');
  const { access_token: token } = (await control('POST', 'token', { email: 'ida@contoso.example' })) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const response = await fetch(`${url}/v1.0/me/events`, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: {
      code: 'BadRequest',
      message: expect.stringMatching(/^Unable to read JSON request payload/),
      innerError: { 'request-id': response.headers.get('request-id') },
    },
  });
});

test('resources are found whatever the letter case of their names', async () => {
  const { get } = await callAs('ida@contoso.example');
  for (const path of ['ME/MailboxSettings', 'me/calendarview?startdatetime=2027-01-01&ENDDATETIME=2027-02-01']) {
    expect((await get(path)).status).toBe(200);
  }
});

test('an id longer than any there is is malformed', async () => {
  const { get } = await callAs('ida@contoso.example');
  const answer = await get(`me/events/${'A'.repeat(3000)}`);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'ErrorInvalidIdMalformed' } } });
});
