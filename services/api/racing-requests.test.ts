import { describe, expect, test } from 'vitest';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { apiContext } from './testing/api-context.ts';
import { aFullOffice } from './testing/described/a-full-office.ts';
import { describedOperations, type OpenApiDocument } from './testing/described/described-operations.ts';
import type { DescribedRequest } from './testing/described/described-request.ts';
import { everyRow } from './testing/every-row.ts';

const { app, context } = await apiContext({ limit: { requests: 1_000_000, seconds: 1 } });
const operations = describedOperations((await app.inject('/openapi.json')).json<OpenApiDocument>());
const office = await aFullOffice({ app, context, receiver: await aReceiver(), operations });
const call = await office.caller();
const taking = (name: string) =>
  operations.filter(({ parameters }) => parameters.some((parameter) => parameter.name === name));

describe('a hundred requests at once with one Idempotency-Key have one effect', () => {
  test.each(taking('idempotency-key'))('$title', async (operation) => {
    let request: DescribedRequest | null = null;
    for (const drawn of await office.requests({ operation, count: 24 })) {
      const asked = { ...drawn, headers: {} };
      if (request === null && (await call(asked)).status < 300) request = asked;
    }
    if (request === null) throw new Error('Nothing was taken');
    const once = request;
    const headers = { 'idempotency-key': `at once: ${operation.title}` };
    const answers = await Promise.all(Array.from({ length: 100 }, () => call({ ...once, headers })));
    const after = await everyRow(context.adminUrl);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    await call({ ...once, headers });
    expect(await everyRow(context.adminUrl)).toEqual(after);
  });
});

describe('of a hundred changes at once from one ETag one wins', () => {
  test.each(taking('if-match'))('$title', async (operation) => {
    const read = operations.find(({ method, path }) => method === 'GET' && path === operation.path);
    const [path] = await office.pathsOf(operation);
    if (read === undefined || path === undefined) throw new Error(`There is nothing to change: ${operation.title}`);
    const tag = async () => String((await call({ operation: read, path, query: {} })).headers['etag']);
    // Any field that takes a text will do, as long as another text there is another state.
    let field = '';
    for (const name of Object.keys(operation.body?.schema.properties ?? {})) {
      const before = await tag();
      const { status } = await call({ operation, path, query: {}, body: { [name]: 'Before the race' } });
      if (status === 200 && (await tag()) !== before) field = name;
      if (field !== '') break;
    }
    const headers = { 'if-match': await tag() };
    const races = Array.from({ length: 100 }, (_one, index) =>
      call({ operation, path, query: {}, headers, body: { [field]: `Racer ${index}` } }),
    );
    const statuses = (await Promise.all(races)).map(({ status }) => status);
    expect([field, statuses.filter((status) => status === 200).length]).toEqual([field, 1]);
    expect(statuses.filter((status) => status === 412)).toHaveLength(99);
  });
});
