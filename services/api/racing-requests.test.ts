import { describe, expect, test } from 'vitest';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { apiContext } from './testing/api-context.ts';
import { aFullOffice } from './testing/described/a-full-office.ts';
import {
  describedOperations,
  type JsonSchema,
  type OpenApiDocument,
} from './testing/described/described-operations.ts';
import type { DescribedRequest } from './testing/described/described-request.ts';
import { takenOnce } from './testing/described/whole-bodies.ts';
import { everyRow } from './testing/every-row.ts';

const { app, context } = await apiContext({ limit: { requests: 1_000_000, seconds: 1 } });
const operations = describedOperations((await app.inject('/openapi.json')).json<OpenApiDocument>()).filter(
  ({ title }) => !takenOnce.has(title),
);
const office = await aFullOffice({ app, context, receiver: await aReceiver(), operations });
const call = await office.caller();
const taking = (name: string) =>
  operations.filter(({ parameters }) => parameters.some((parameter) => parameter.name === name));
type Answer = Awaited<ReturnType<typeof call>>;

describe('a hundred requests at once with one Idempotency-Key have one effect', () => {
  test.each(taking('idempotency-key'))('$title', async (operation) => {
    let taken: { once: DescribedRequest; answers: readonly Answer[] } | null = null;
    for (const [index, drawn] of (await office.requests({ operation, count: 24 })).entries()) {
      const once = { ...drawn, headers: { 'idempotency-key': `at once: ${operation.title} ${index}` } };
      const answers = await Promise.all(Array.from({ length: 100 }, () => call(once)));
      if (taken === null && answers.every(({ status }) => status < 300)) taken = { once, answers };
      if (taken !== null) break;
    }
    if (taken === null) throw new Error('Nothing was taken');
    const { once, answers } = taken;
    const after = await everyRow(context.adminUrl);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    await call(once);
    expect(await everyRow(context.adminUrl)).toEqual(after);
  });
});

describe('of a hundred changes at once from one ETag one wins', () => {
  // What is published or added under an ETag races beside its own routes.
  const changing = taking('if-match').filter(({ method }) => method !== 'POST');
  const today = context.clock.now().toZonedDateTimeISO('UTC').toPlainDate();
  const valueOf = (schema: JsonSchema | undefined, index: number) =>
    schema?.format === 'date' ? today.add({ days: 20 + index }).toString() : `Racer ${index}`;

  test.each(changing)('$title', async (operation) => {
    const read = operations.find(({ method, path }) => method === 'GET' && path === operation.path);
    const [path] = await office.pathsOf(operation);
    if (read === undefined || path === undefined) throw new Error(`There is nothing to change: ${operation.title}`);
    const tag = async () => String((await call({ operation: read, path, query: {} })).headers['etag']);
    // Any field that takes a text or a day will do, as long as another one there is another state.
    let field = '';
    const { properties = {} } = operation.body?.schema ?? {};
    for (const [name, schema] of Object.entries(properties)) {
      const before = await tag();
      const { status } = await call({ operation, path, query: {}, body: { [name]: valueOf(schema, 100) } });
      if (status === 200 && (await tag()) !== before) field = name;
      if (field !== '') break;
    }
    const headers = { 'if-match': await tag() };
    const races = Array.from({ length: 100 }, (_one, index) =>
      call({ operation, path, query: {}, headers, body: { [field]: valueOf(properties[field], index) } }),
    );
    const statuses = (await Promise.all(races)).map(({ status }) => status);
    expect([field, statuses.filter((status) => status === 200).length]).toEqual([field, 1]);
    expect(statuses.filter((status) => status === 412)).toHaveLength(99);
  });
});
