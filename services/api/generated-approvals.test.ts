import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOutImports } from '@throughline/app/carry-out-imports.ts';
import type { V1Import } from '@throughline/contracts/v1/imports.ts';
import { anOffice } from './testing/an-office.ts';
import { apiContext } from './testing/api-context.ts';
import { brokenRequests } from './testing/described/broken-requests.ts';
import { conformanceTo, told } from './testing/described/conformance.ts';
import { describedOperations, type OpenApiDocument } from './testing/described/described-operations.ts';
import { describedCaller, type Caller, type DescribedRequest } from './testing/described/described-request.ts';
import { generatedRequest } from './testing/described/generated-request.ts';
import { takenOnce } from './testing/described/whole-bodies.ts';

// An approval is taken once, of an import that a worker has looked at: each of these brings its own.
const { app, context } = await apiContext({ limit: { requests: 1_000_000, seconds: 1 } });
const document = (await app.inject('/openapi.json')).json<OpenApiDocument>();
const conformance = conformanceTo(document);
const [operation, ...others] = describedOperations(document).filter(({ title }) => takenOnce.has(title));

/** Everybody of an office but one is missing from it, so it waits for somebody to say that so many leave. */
async function aWaitingImport() {
  const office = await anOffice({ context });
  const { organizationId } = office;
  const { key } = await office.keyWith('imports:read', 'imports:write', 'imports:approve');
  const authorization = `Bearer ${key}`;
  const sent = await app.inject({
    method: 'POST',
    url: '/v1/imports',
    headers: { authorization, 'content-type': 'text/csv' },
    payload: 'Employee ID,First name,Last name,Work email\n7,Ana,Ruiz,ana@acme.example\n',
  });
  const { id } = sent.json<V1Import>();
  await carryOutImports(context, { organizationId });
  const { state, counts } = (
    await app.inject({ url: `/v1/imports/${id}`, headers: { authorization } })
  ).json<V1Import>();
  if (state !== 'waiting_for_approval' || counts === null) throw new Error(`The import is ${state}`);
  return { office, path: { id }, leaving: counts.leaving, call: describedCaller({ app, key }) };
}

async function conforming(caller: Caller, request: DescribedRequest) {
  const answer = await caller(request);
  const faults = conformance.faultsOf({ operation: request.operation, answer });
  expect([told(request), answer.status < 500, faults]).toEqual([told(request), true, []]);
  return answer;
}

test('no other operation is left out of the generated requests', () => {
  expect([operation?.title, others]).toEqual(['POST /v1/imports/{id}/approve', []]);
});

test('an approval answers as described whatever the description allows, and takes the number that leaves', async () => {
  const { call, path, leaving } = await aWaitingImport();
  const drawn = fc.sample(generatedRequest({ operation: operation!, paths: [path], fitting: () => [] }), {
    numRuns: 24,
    seed: 6,
  });
  for (const request of drawn) {
    const { status } = await conforming(call, request);
    // Drawn are ids that nobody has, too, and keys that came with another body.
    expect([200, 404, 409, 422]).toContain(status);
  }
  const wrong = { operation: operation!, path, query: {}, body: { leaving: leaving + 1 } };
  expect((await conforming(call, wrong)).status).toBe(409);
  const waiting = await aWaitingImport();
  const request = { operation: operation!, path: waiting.path, query: {}, body: { leaving: waiting.leaving } };
  for (const headers of [{ 'idempotency-key': 'approved' }, { 'idempotency-key': 'approved' }])
    expect(await conforming(waiting.call, { ...request, headers })).toMatchObject({
      status: 200,
      body: { state: 'running' },
    });
  expect((await conforming(waiting.call, request)).status).toBe(409);
});

test('an approval refuses what the description does not allow, and who may not approve, and still waits', async () => {
  const { office, call, path, leaving } = await aWaitingImport();
  const request: DescribedRequest = { operation: operation!, path, query: {}, body: { leaving } };
  for (const { request: broken, wrong } of brokenRequests({ request, isValid: conformance.isValid })) {
    if (wrong === null) continue;
    const { status, body } = await conforming(call, broken);
    const { errors = [] } = (body ?? {}) as { errors?: { in: string; pointer: string }[] };
    expect([told(broken), status]).toEqual([told(broken), 400]);
    expect(errors.map((error) => error.in)).toContain(wrong.in);
  }
  const { key: writer } = await office.keyWith('imports:write');
  for (const [status, caller] of [
    [401, describedCaller({ app, key: null })],
    [403, describedCaller({ app, key: writer })],
  ] as const)
    expect((await conforming(caller, request)).status).toBe(status);
  const elsewhere = await anOffice({ context });
  const stranger = describedCaller({ app, key: (await elsewhere.keyWith('imports:approve')).key });
  expect((await conforming(stranger, request)).status).toBe(404);
  expect((await conforming(call, request)).status).toBe(200);
});
