import { expect, test } from 'vitest';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { apiContext } from './testing/api-context.ts';
import { aFullOffice } from './testing/described/a-full-office.ts';
import { told } from './testing/described/conformance.ts';
import { describedOperations, type OpenApiDocument, type Operation } from './testing/described/described-operations.ts';
import type { DescribedRequest } from './testing/described/described-request.ts';
import { idPlaces, type IdPlace } from './testing/described/id-places.ts';
import { takenOnce } from './testing/described/whole-bodies.ts';
import { everyRow, oneIdOfEach } from './testing/every-row.ts';

const { app, context } = await apiContext({ limit: { requests: 1_000_000, seconds: 1 } });
const operations = describedOperations((await app.inject('/openapi.json')).json<OpenApiDocument>()).filter(
  ({ title }) => !takenOnce.has(title),
);
const receiver = await aReceiver();
const own = await aFullOffice({ app, context, receiver, operations });
const foreign = await aFullOffice({ app, context, receiver, operations });

// Both have something of everything that requests make.
for (const operation of operations.filter(({ method }) => method === 'POST')) {
  for (const office of [own, foreign]) {
    const call = await office.caller();
    for (const request of await office.requests({ operation, count: 8 })) await call(request);
  }
}
const { adminUrl } = context;
const foreignIds = await oneIdOfEach({ adminUrl, organizationId: foreign.organizationId });

/** A request that is fine with an id of our own in that place; what is wrong with another is then the id. */
async function fineRequest({ operation, place }: { operation: Operation; place: IdPlace }): Promise<DescribedRequest> {
  const call = await own.caller();
  const ids = await oneIdOfEach({ adminUrl, organizationId: own.organizationId });
  for (const drawn of await own.requests({ operation, count: 12 })) {
    const request = { ...drawn, headers: {} };
    for (const candidate of [request, ...ids.map(({ id }) => place.put(request, id))]) {
      const { status } = await call(candidate);
      if (status < 300) return candidate;
      if (status !== 404) break;
    }
  }
  throw new Error(`No request was fine with an id of one's own: ${operation.title}, ${place.title}`);
}

const cases = operations
  .toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
  .map((operation) => ({ operation, places: idPlaces(operation) }))
  .filter(({ places }) => places.length > 0)
  .map((one) => ({ ...one, title: one.operation.title, where: one.places.map(({ title }) => title).join(', ') }));

test.each(cases)('$title: an id of another organisation is nothing here ($where)', async ({ operation, places }) => {
  const fine = [];
  for (const place of places) fine.push({ place, request: await fineRequest({ operation, place }) });
  const call = await own.caller();
  const before = await everyRow(adminUrl);
  const wrong: string[] = [];
  for (const { place, request } of fine) {
    for (const { kind, id } of foreignIds) {
      const asked = place.put(request, id);
      const { status, text } = await call(asked);
      if (status !== 404)
        wrong.push(`${place.title} with the id of a ${kind}: ${status} ${text.slice(0, 200)} — ${told(asked)}`);
    }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(await everyRow(adminUrl)).toEqual(before);
});

const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));

test('a cursor of another organisation leads nowhere, in any list', async () => {
  const [call, theirs] = [await own.caller(), await foreign.caller()];
  const before = await everyRow(adminUrl);
  const tried: string[] = [];
  for (const operation of lists) {
    const paths = await own.pathsOf(operation);
    for (const path of await foreign.pathsOf(operation)) {
      const { body } = await theirs({ operation, path, query: { page_size: '1' } });
      const { next: cursor = null } = body as { next?: string | null };
      if (cursor === null) continue;
      tried.push(operation.path);
      const answers = await Promise.all(paths.map((own) => call({ operation, path: own, query: { cursor } })));
      expect([operation.path, ...answers.map(({ status }) => status)]).toEqual([
        operation.path,
        ...paths.map(() => 404),
      ]);
    }
  }
  expect(new Set(tried).size).toBeGreaterThan(6);
  expect(await everyRow(adminUrl)).toEqual(before);
});
