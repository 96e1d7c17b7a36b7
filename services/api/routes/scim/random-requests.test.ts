import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestFor, someSteps, wholeResource } from '@throughline/domain/testing/scim-directory.ts';
import { enterprise, slotsOf, type Slots } from '@throughline/domain/testing/scim-slots.ts';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const scim = scimClient({ app, key: (await office.keyWith('scim')).key });

test('over HTTP too random sequences end where the directory meant them to, each time it looks', async () => {
  const managers = [office.manager.id, office.people.leader.id, '00ustilltocome', 'boss.to.come@example.com'];
  let sequences = 0;
  await fc.assert(
    fc.asyncProperty(someSteps({ tag: 't', managers }), async (drawn) => {
      sequences += 1;
      const tag = `s${sequences}`;
      const steps = JSON.parse(
        JSON.stringify(drawn)
          .replaceAll('.t@Example', `.${tag}@Example`)
          .replaceAll(/(00u\d)t/g, `$1${tag}`),
      ) as typeof drawn;
      let slots: Slots = { userName: `ana.0@${tag}.example.com`, active: true };
      const created = await scim.post('/Users', wholeResource(slots));
      expect([created.status, slotsOf(created.body)]).toEqual([201, slots]);
      const path = `/Users/${created.body.id}`;
      for (const step of steps) {
        const { method, body, expected } = requestFor({ slots, step });
        const answer = await scim.call(method, path, body);
        expect(answer.status).toBe(expected === null ? 400 : 200);
        slots = expected ?? slots;
        const read = await scim.get(path);
        expect(slotsOf(read.body)).toEqual(slots);
        if (expected !== null) expect(answer.body).toEqual(read.body);
      }
    }),
    { numRuns: 80 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '0',
    '-1',
    '1e999',
    '99999999999999999999',
    'true',
    'a'.repeat(3_000),
    '%',
    '"',
    'ß',
    'İ',
  ),
);
const anyJson = fc.jsonValue({ maxDepth: 4 });
const attribute = fc.constantFrom(
  'userName',
  'externalId',
  'name',
  'name.givenName',
  'displayName',
  'active',
  'emails',
  'emails[type eq "work"].value',
  'emails.value',
  'addresses[type eq "work"]',
  'phoneNumbers[not (type eq "x")]',
  'timezone',
  'manager',
  `${enterprise}:manager`,
  `${enterprise}:manager.value`,
  enterprise,
  'urn:ietf:params:scim:schemas:extension:throughline:2.0:User:startDate',
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'members',
  'members[value eq "1"]',
  'groups',
  'id',
  'meta',
  'schemas',
  '__proto__',
  'constructor',
  'emails[',
  'a.b.c',
  '$ref',
);
const anyPatch = fc.record({
  Operations: fc.oneof(
    fc.array(
      fc.record(
        {
          op: fc.oneof(fc.constantFrom('add', 'Replace', 'REMOVE'), anyText),
          path: fc.oneof(attribute, anyText, anyJson),
          value: anyJson,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    anyJson,
  ),
});
const anyResource = fc.dictionary(fc.oneof(attribute, anyText), fc.oneof(anyJson, anyText), { maxKeys: 6 });
const operator = fc.constantFrom(
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'gt',
  'ge',
  'lt',
  'le',
  'pr',
  'and',
  'or',
  'not',
  '(',
  ')',
  '[',
  ']',
);
const anyFilter = fc
  .array(
    fc.oneof(
      attribute,
      operator,
      anyText.map((text) => JSON.stringify(text)),
      anyText,
    ),
    { maxLength: 8 },
  )
  .map((words) => words.join(' '));

test('no request whatever makes the service fail, and every refusal is one of SCIM', async () => {
  const { body: user } = await scim.post('/Users', { userName: 'steady@example.com' });
  const { body: group } = await scim.post('/Groups', { displayName: 'Steady' });
  const paths = fc.constantFrom(
    '/Users',
    '/Groups',
    `/Users/${user.id}`,
    `/Groups/${group.id}`,
    '/.search',
    '/Users/.search',
    '/Users/x%00y',
  );
  const method = fc.constantFrom('POST', 'PUT', 'PATCH');
  const body = fc.oneof(
    anyPatch,
    anyResource,
    anyJson,
    fc.record({ filter: anyFilter, startIndex: anyJson, count: anyJson, sortBy: attribute }),
  );
  const query = fc.record(
    {
      filter: anyFilter,
      startIndex: anyText,
      count: anyText,
      sortBy: fc.oneof(attribute, anyText),
      sortOrder: anyText,
      attributes: fc.oneof(attribute, anyText),
      excludedAttributes: anyText,
    },
    { requiredKeys: [] },
  );
  const wellFormed = (text: string) => text.toWellFormed();
  await fc.assert(
    fc.asyncProperty(paths, method, body, query, fc.boolean(), async (path, verb, payload, asked, isRead) => {
      const search = new URLSearchParams(
        Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, wellFormed(value)])),
      );
      const answer = isRead ? await scim.get(`${path}?${search.toString()}`) : await scim.call(verb, path, payload);
      expect([200, 201, 400, 404, 405, 409, 412, 413]).toContain(answer.status);
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
      if (answer.status >= 400)
        expect(answer.body).toMatchObject({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: String(answer.status),
        });
    }),
    { numRuns: 500 },
  );
  // Whatever was sent, both are still read as what they are.
  expect((await scim.get(`/Users/${user.id}`)).body).toMatchObject({
    id: user.id,
    userName: expect.any(String),
    active: expect.any(Boolean),
  });
  expect((await scim.get(`/Groups/${group.id}`)).body).toMatchObject({ id: group.id, displayName: expect.any(String) });
});
