import { expect, test } from 'vitest';
import { graphOf } from '../../../testing/graph-client.ts';
import { startWithMicrosoftPeople } from '../../../testing/microsoft-consent.ts';

const ida = 'ida@contoso.example';

type Part = { id: string; status: number; headers: Record<string, string>; body: { error?: { code: string } } | null };

async function asIda() {
  const sandbox = await startWithMicrosoftPeople();
  const call = await graphOf({ sandbox, email: ida });
  const batch = async (...requests: object[]) => {
    const { status, body } = await call('POST', '/$batch', { body: { requests } });
    const answers = new Map((body.responses ?? []).map((part: Part) => [part.id, part]));
    return { status, body, part: (id: string) => answers.get(id) as Part };
  };
  return { sandbox, call, batch };
}

const get = (id: string, url = '/me/mailboxSettings', more: object = {}) => ({ id, method: 'GET', url, ...more });
const add = (id: string, displayName: string, more: object = {}) => ({
  id,
  method: 'POST',
  url: '/me/outlook/masterCategories',
  headers: { 'Content-Type': 'application/json' },
  body: { displayName },
  ...more,
});

test('every call is answered by its id, failures among them, within a 200', async () => {
  const { batch } = await asIda();
  const { status, part } = await batch(
    get('a', 'me/calendar'),
    get('b', '/users/nobody@contoso.example/calendar'),
    add('c', 'Career'),
    get('d', '/nothing'),
  );
  expect(status).toBe(200);
  expect(part('a')).toMatchObject({ status: 200, body: { name: 'Calendar' } });
  expect(part('b')).toMatchObject({ status: 404, body: { error: { code: 'ErrorInvalidUser' } } });
  expect(part('c')).toMatchObject({ status: 201, body: { displayName: 'Career' } });
  expect(part('c').headers['Content-Type']).toMatch(/^application\/json/);
  expect(part('d')).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
});

test('a call waits for those it depends on, and fails with 424 when one of them failed', async () => {
  const { batch } = await asIda();
  const { part } = await batch(
    add('1', 'Career'),
    add('2', 'career', { dependsOn: ['1'] }),
    add('3', 'Later', { dependsOn: ['2'] }),
    get('4', '/me/calendar', { dependsOn: ['3'] }),
    get('5', '/me/calendar', { dependsOn: ['1'] }),
  );
  expect(['1', '2', '3', '4', '5'].map((id) => part(id).status)).toEqual([201, 409, 424, 424, 200]);
});

test('twenty calls to one mailbox keep within its four at a time', async () => {
  const { batch } = await asIda();
  const { body } = await batch(...Array.from({ length: 20 }, (_, at) => get(String(at))));
  expect(new Set(body.responses.map(({ status }: Part) => status))).toEqual(new Set([200]));
});

test.each([
  ['more than twenty calls', Array.from({ length: 21 }, (_, at) => get(String(at)))],
  ['an id twice', [get('a'), get('A')]],
  ['a whole address', [get('a', 'https://graph.microsoft.com/v1.0/me')]],
  ['a body without its type', [{ ...add('a', 'Career'), headers: {} }]],
  ['dependence on nothing', [get('a', '/me', { dependsOn: ['z'] })]],
  ['no calls', []],
])('%s is refused as a whole', async (_what, requests) => {
  const { batch } = await asIda();
  const { status, body } = await batch(...requests);
  expect([status, body.error.code]).toEqual([400, 'BadRequest']);
});

test('faults and throttling meet the calls inside', async () => {
  const { sandbox, batch } = await asIda();
  await sandbox.control('POST', 'faults', { kind: 'throttle', path: '/me/calendar', retryAfter: 7 });
  await sandbox.control('POST', 'faults', { kind: 'reset', path: '/me/mailboxSettings' });
  await sandbox.control('POST', 'faults', { kind: 'response_lost', path: '/me/outlook/masterCategories' });
  const { status, part } = await batch(get('a', '/me/calendar'), get('b'), add('c', 'Career'), get('d'));
  expect(status).toBe(200);
  expect(part('a')).toMatchObject({ status: 429, headers: { 'Retry-After': '7' } });
  expect(part('a').body?.error?.code).toBe('ApplicationThrottled');
  expect(part('b').status).toBe(504);
  expect(part('c').status).toBe(504);
  expect(part('d').status).toBe(200);
  expect((await batch(add('again', 'Career'))).part('again').status).toBe(409);
});

test('is logged as the one call it was', async () => {
  const { sandbox, batch } = await asIda();
  await batch(get('a'), get('b'));
  const log = await (await fetch(`${sandbox.url}/control/requests`)).text();
  const urls = log
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { url: string }).url);
  expect(urls).toEqual(['https://graph.microsoft.com/v1.0/$batch']);
});

test('a batch without a token is refused', async () => {
  const { sandbox } = await asIda();
  const response = await fetch(`${sandbox.url}/v1.0/$batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests: [get('a')] }),
  });
  expect(response.status).toBe(401);
});
