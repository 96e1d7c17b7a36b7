import { connect } from 'node:net';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { problem } from '@throughline/contracts/problem.ts';
import { anOffice } from './testing/an-office.ts';
import { apiContext } from './testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const cookie = await office.cookieOf('manager');
const { key } = await office.keyWith('conversations:read', 'reports:read');
const authorization = `Bearer ${key}`;
const conversation = `/api/conversations/${office.conversationId}`;

async function refused(request: InjectOptions) {
  const answer = await app.inject(request);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['cache-control']).toBe('no-store');
  const body = problem.parse(answer.json());
  expect(body.status).toBe(answer.statusCode);
  expect(body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  return { ...body, allow: answer.headers['allow'] };
}

describe('a field that is not valid is named by its part and pointer', () => {
  test('in the body', async () => {
    const given = {
      method: 'POST',
      url: `${conversation}/answer`,
      headers: { cookie },
      payload: { answer: 'perhaps' },
    } as const;
    expect(await refused(given)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '/answer' }] });
  });

  test('in the query, each of several', async () => {
    const url = '/v1/conversations?state=late&due_before=tomorrow&page_size=0&manager=Ben&modified_after=2027';
    const { errors } = await refused({ url, headers: { authorization } });
    expect(errors?.map(({ in: part, pointer }) => `${part} ${pointer}`)).toEqual([
      'query /state',
      'query /due_before',
      'query /manager',
      'query /modified_after',
      'query /page_size',
    ]);
  });

  test('in the path', async () => {
    for (const id of ['1', '1'.repeat(9_000)]) {
      const given = { url: `/api/conversations/${id}`, headers: { cookie } };
      expect(await refused(given)).toMatchObject({ status: 400, errors: [{ in: 'path', pointer: '/id' }] });
    }
  });

  test('the whole body, when it is missing', async () => {
    const given = { method: 'POST', url: `${conversation}/answer`, headers: { cookie } } as const;
    expect(await refused(given)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '' }] });
  });

  test('a cursor that is none', async () => {
    const given = { url: '/v1/conversations?cursor=abc', headers: { authorization } };
    expect(await refused(given)).toMatchObject({ status: 400, errors: [{ in: 'query', pointer: '/cursor' }] });
  });
});

describe('bodies that cannot be read', () => {
  const post = { method: 'POST', url: '/api/sign-in/link' } as const;
  const json = { 'content-type': 'application/json' };

  test('malformed JSON is 400', async () => {
    expect(await refused({ ...post, headers: json, payload: '{"email":' })).toMatchObject({ status: 400 });
  });

  test('more than a megabyte is 413', async () => {
    const payload = JSON.stringify({ email: 'a'.repeat(1024 * 1024) });
    expect(await refused({ ...post, headers: json, payload })).toMatchObject({ status: 413 });
  });

  test('another content type is 415, a form included', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const given = { ...post, headers: { 'content-type': type }, payload: 'email=ana@example.com' };
      expect(await refused(given)).toMatchObject({ status: 415 });
    }
  });

  test('a prototype in JSON is 400', async () => {
    const payload = '{"email":"ana@example.com","__proto__":{"admin":true}}';
    expect(await refused({ ...post, headers: json, payload })).toMatchObject({ status: 400 });
  });
});

describe('addresses', () => {
  test('one that nothing answers is 404', async () => {
    for (const url of [
      '/nothing',
      '/v1/nothing',
      '/v1',
      '/api/conversations/x/y',
      '/v1/reports/',
      `/v1/${'x'.repeat(9_000)}`,
    ]) {
      expect(await refused({ url })).toMatchObject({ status: 404 });
    }
  });

  test('another method is 405 and says which are allowed', async () => {
    const cases = [
      { method: 'POST', url: '/v1/conversations', allow: 'GET, HEAD' },
      { method: 'OPTIONS', url: '/v1/conversations?state=due', allow: 'GET, HEAD' },
      { method: 'DELETE', url: conversation, allow: 'GET, HEAD' },
      { method: 'GET', url: '/api/sign-out', allow: 'POST' },
      { method: 'GET', url: `${conversation}/prep`, allow: 'PUT' },
      { method: 'PUT', url: '/api/confirmation', allow: 'GET, HEAD, POST' },
    ] as const;
    for (const { method, url, allow } of cases) {
      expect(await refused({ method, url })).toMatchObject({ status: 405, allow });
    }
  });

  test('one that cannot be decoded is 400', async () => {
    const answer = await app.inject({ url: '/v1/%E0%A4%A' });
    expect(answer.statusCode).toBe(400);
    expect(problem.parse(answer.json()).status).toBe(400);
  });

  test('HEAD answers as GET does, without a body', async () => {
    const [get, head] = await Promise.all(
      (['GET', 'HEAD'] as const).map((method) =>
        app.inject({ method, url: '/v1/conversations', headers: { authorization } }),
      ),
    );
    expect(head?.statusCode).toBe(200);
    expect(head?.body).toBe('');
    expect(head?.headers['content-length']).toBe(get?.headers['content-length']);
  });
});

test('a request without a key is told what kind of key it lacks', async () => {
  const answer = await app.inject({ url: '/v1/conversations' });
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
});

test('what is not HTTP at all is refused in the same form', async () => {
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    let text = '';
    socket
      .on('data', (chunk) => (text += String(chunk)))
      .on('close', () => resolve(text))
      .on('error', reject);
  });
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toContain('HTTP/1.1 400');
  expect(head).toContain('Content-Type: application/problem+json');
  expect(problem.parse(JSON.parse(body))).toMatchObject({ status: 400 });
});

test('no query whatever makes the list fail', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '\u0000',
      '0000-01-01',
      '0001-01-01',
      '9999-12-31',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '-1',
      '1e9',
      '%',
    ),
  );
  const names = [
    'state',
    'due_before',
    'due_after',
    'group',
    'manager',
    'modified_after',
    'cursor',
    'page_size',
    'search',
    'scope',
    'week',
  ];
  const queries = fc.dictionary(fc.constantFrom(...names), anyText, { maxKeys: 4 });
  const cursors = fc
    .tuple(
      fc.constantFrom('opened', 'due'),
      fc.constantFrom('after', 'before'),
      fc.uuid(),
      fc.constantFrom('0000-01-01', '2027-01-01'),
    )
    .map((parts) => [...parts, office.organizationId])
    .map((parts) => ({ cursor: Buffer.from(JSON.stringify(parts)).toString('base64url') }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(queries, cursors), fc.boolean(), async (query, isPage) => {
      const text = new URLSearchParams(query as Record<string, string>).toString();
      const answer = await app.inject(
        isPage
          ? { url: `/api/conversations?${text}`, headers: { cookie } }
          : { url: `/v1/conversations?${text}`, headers: { authorization } },
      );
      expect([200, 400, 403]).toContain(answer.statusCode);
    }),
    { numRuns: 300, seed: 20270125 },
  );
});
