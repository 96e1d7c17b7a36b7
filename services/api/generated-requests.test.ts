import { describe, expect, test } from 'vitest';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { apiContext } from './testing/api-context.ts';
import { aFullOffice } from './testing/described/a-full-office.ts';
import { brokenRequests } from './testing/described/broken-requests.ts';
import { conformanceTo, told } from './testing/described/conformance.ts';
import { describedOperations, type OpenApiDocument } from './testing/described/described-operations.ts';
import { describedCaller, type Caller, type DescribedRequest } from './testing/described/described-request.ts';
import { takenOnce } from './testing/described/whole-bodies.ts';

const { app, context } = await apiContext({ limit: { requests: 1_000_000, seconds: 1 } });
const document = (await app.inject('/openapi.json')).json<OpenApiDocument>();
const conformance = conformanceTo(document);
// What makes comes first, what takes out last.
const order = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];
const operations = describedOperations(document)
  .filter(({ title }) => !takenOnce.has(title))
  .toSorted((one, other) => order.indexOf(one.method) - order.indexOf(other.method));
const office = await aFullOffice({ app, context, receiver: await aReceiver(), operations });

/** As many as there is time for, from all over. */
function spread<T>(all: readonly T[], count = 48): readonly T[] {
  return all.filter(
    (_one, index) => Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length),
  );
}

/** Every answer is as described, and no failure of ours. */
async function conforming({ call, request }: { call: Caller; request: DescribedRequest }) {
  const answer = await call(request);
  const faults = conformance.faultsOf({ operation: request.operation, answer });
  if (answer.status >= 500) faults.push(`it failed: ${answer.text}`);
  return { ...answer, faults: faults.map((fault) => `${fault} — ${told(request)}`) };
}

describe.each(operations)('$title', (operation) => {
  const fine: DescribedRequest[] = [];

  test('answers as described whatever the description allows, and takes some of it', async () => {
    const call = await office.caller();
    const faults: string[] = [];
    for (const request of await office.requests({ operation, count: 16 })) {
      const answer = await conforming({ call, request });
      faults.push(...answer.faults);
      if (answer.status < 300) fine.push(request);
    }
    expect(faults).toEqual([]);
    // If nothing was taken, a schema says too little: give it `examples`, or the office what the operation is about.
    expect(fine.length).toBeGreaterThan(0);
  });

  test('refuses what the description does not allow with 400, and names it', async () => {
    const call = await office.caller();
    const [request] = fine.toSorted((one, other) => told(other).length - told(one).length);
    if (request === undefined) throw new Error('Nothing was taken that could be broken');
    const faults: string[] = [];
    for (const { request: broken, wrong } of spread(brokenRequests({ request, isValid: conformance.isValid }))) {
      const answer = await conforming({ call, request: broken });
      faults.push(...answer.faults);
      if (wrong === null) continue;
      const { errors = [] } = (answer.body ?? {}) as { errors?: { in: string; pointer: string }[] };
      const isNamed = errors.some(
        ({ in: part, pointer }) =>
          part === wrong.in && (wrong.pointer.startsWith(pointer) || pointer.startsWith(wrong.pointer)),
      );
      if (answer.status !== 400 || !isNamed)
        faults.push(`${wrong.in} ${wrong.pointer} is wrong: ${answer.status} ${answer.text} — ${told(broken)}`);
    }
    expect(faults).toEqual([]);
  });

  test('refuses as described who may not ask, and what cannot be read', async () => {
    const [request] = fine;
    if (request === undefined) throw new Error('Nothing was taken');
    const call = await office.caller();
    const { key: scimKey } = await office.keyWith('scim');
    const nobody = describedCaller({ app, key: null });
    const asked: (readonly [what: string, status: number, Caller, Partial<DescribedRequest>])[] = [
      ['no key', 401, nobody, {}],
      ['another scheme', 401, nobody, { headers: { authorization: 'Basic eDp5' } }],
      ['a key nobody made', 401, describedCaller({ app, key: `${scimKey}x` }), {}],
      ['a key of another scope', 403, describedCaller({ app, key: scimKey }), {}],
    ];
    if (operation.body !== null)
      asked.push(
        ['half a body', 400, call, { body: '{"a":' }],
        ['a prototype', 400, call, { body: '{"__proto__":{"a":1}}' }],
        [
          'more than is read',
          413,
          call,
          { body: JSON.stringify('a'.repeat(1_000_000 * (operation.title === 'POST /v1/imports' ? 70 : 2))) },
        ],
        ['another content type', 415, call, { body: 'a', headers: { 'content-type': 'text/plain' } }],
        ['a form', 415, call, { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
      );
    for (const [what, status, caller, change] of asked) {
      const answer = await conforming({ call: caller, request: { ...request, ...change } });
      expect([what, answer.status, answer.faults]).toEqual([what, status, []]);
    }
  });

  const takes = (name: string) => operation.parameters.some((parameter) => parameter.name === name);

  test('knows again what it has answered, where it says so', async () => {
    const [request] = fine;
    if (request === undefined) throw new Error('Nothing was taken');
    const call = await office.caller();
    const asking = (headers: Record<string, string>, change = {}) =>
      conforming({ call, request: { ...request, ...change, headers } });
    const expected: (readonly [status: number, Awaited<ReturnType<typeof conforming>>])[] = [];
    if (operation.method === 'GET') {
      const { status, headers } = await asking({});
      if (typeof headers['etag'] === 'string') expected.push([304, await asking({ 'if-none-match': headers['etag'] })]);
      expect(status).toBe(200);
    }
    if (takes('if-match')) expected.push([412, await asking({ 'if-match': '"overtaken"' })]);
    if (takes('idempotency-key')) {
      const key = { 'idempotency-key': operation.title };
      // What may be stated only once is stated anew.
      const body = office.freshBody(operation) ?? request.body;
      const first = await asking(key, { body });
      const again = await asking(key, { body });
      expect(again).toMatchObject({ status: first.status, text: first.text, faults: [] });
      expect(again.headers['idempotency-replayed']).toBe('true');
      const other = fine.find(
        ({ path, body }) => JSON.stringify([path, body]) !== JSON.stringify([request.path, request.body]),
      );
      if (other !== undefined) expected.push([422, await asking(key, other)]);
    }
    for (const [status, answer] of expected) expect([answer.status, answer.faults]).toEqual([status, []]);
  });
});
