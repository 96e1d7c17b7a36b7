import { expect, describe, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { creations, standing, type DirectoryBody } from '../../testing/directory-bodies.ts';
import { entraChanges } from '../../testing/entra-changes.ts';
import { oktaChanges } from '../../testing/okta-changes.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const scim = scimClient({ app, key: (await office.keyWith('scim')).key });
const ben = office.manager.id;
const bodies = [...oktaChanges({ ben }), ...entraChanges({ ben })];

/** `null` asks that there is nothing; the rest has to be there as it is, but for what only the server adds. */
function expectAttributes(resource: Record<string, unknown>, expected: DirectoryBody['expected']) {
  const present = Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== null));
  expect(resource).toMatchObject(present);
  for (const [name, value] of Object.entries(expected)) {
    if (value === null) expect(resource).not.toHaveProperty([name]);
    if (Array.isArray(value)) expect(resource[name]).toEqual(value);
    else if (value !== null && typeof value === 'object')
      expect(Object.keys(resource[name] as object).toSorted()).toEqual(Object.keys(value).toSorted());
  }
}

test('there are at least thirty of them, of both', () => {
  const all = [...creations, ...bodies];
  expect(all.length).toBeGreaterThanOrEqual(30);
  for (const from of ['Okta', 'Entra']) expect(all.filter((body) => body.from === from).length).toBeGreaterThan(8);
});

describe('who is new', () => {
  test.each(creations)('$from sends $title', async ({ body, expected }) => {
    const created = await scim.post('/Users', body);
    expect(created.status).toBe(201);
    expect(created.headers).toMatchObject({
      'content-type': expect.stringContaining('application/scim+json'),
      location: `https://throughline.example/scim/v2/Users/${created.body.id}`,
      etag: created.body.meta.version,
    });
    expectAttributes(created.body, expected);
    const read = await scim.get(`/Users/${created.body.id}`);
    expect(read.body).toEqual(created.body);
    expect((await scim.post('/Users', body)).status).toBe(409);
  });
});

describe('who is here', () => {
  test.each(bodies)('$from $title', async ({ method, body, expected }) => {
    const { body: before } = await scim.post('/Users', standing);
    const path = `/Users/${before.id}`;
    const changed = await scim.call(method, path, body);
    expect([changed.status, changed.body?.detail]).toEqual([200, undefined]);
    expectAttributes(changed.body, expected);
    expect((await scim.get(path)).body).toEqual(changed.body);
    // Said twice it is so all the same.
    expect((await scim.call(method, path, body)).body).toEqual(changed.body);
    expect((await scim.remove(path)).status).toBe(204);
  });
});

describe('groups', () => {
  const ids = (answer: { body: { members?: { value: string }[] } }) =>
    (answer.body.members ?? []).map(({ value }) => value);

  test('Entra makes one, names members, takes them out and renames it', async () => {
    const members = [office.report.id, office.manager.id, office.people.leader.id];
    const created = await scim.post('/Groups', {
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'Research',
      meta: { resourceType: 'Group' },
      members: [],
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ displayName: 'Research', externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159' });
    const path = `/Groups/${created.body.id}`;
    const looked = await scim.find('/Groups', 'displayName eq "research"', '&excludedAttributes=members');
    expect(looked.body).toMatchObject({ totalResults: 1, Resources: [{ id: created.body.id }] });

    const added = await scim.change(path, {
      op: 'Add',
      path: 'members',
      value: members.map((value) => ({ $ref: null, value })),
    });
    expect(ids(added)).toEqual(members);
    const [first = '', second = '', third = ''] = members;
    expect(
      ids(await scim.change(path, { op: 'Remove', path: 'members', value: [{ $ref: null, value: first }] })),
    ).toEqual([second, third]);
    expect(ids(await scim.change(path, { op: 'Remove', path: `members[value eq "${second}"]` }))).toEqual([third]);
    expect(ids(await scim.change(path, { op: 'Remove', path: `members[value eq "${second}"]` }))).toEqual([third]);
    const renamed = await scim.change(path, { op: 'Replace', path: 'displayName', value: 'Research & more' });
    expect(renamed.body).toMatchObject({ id: created.body.id, displayName: 'Research & more' });
    expect(ids(renamed)).toEqual([third]);
    expect(ids(await scim.change(path, { op: 'Remove', path: 'members' }))).toEqual([]);
    expect((await scim.remove(path)).status).toBe(204);
    expect((await scim.get(path)).status).toBe(404);
  });

  test('Okta pushes one, replaces its members, renames it without a path and by PUT', async () => {
    const created = await scim.post('/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Pushed',
      members: [{ value: office.report.id, display: 'ana@office1.example' }],
    });
    expect(created.body.members).toEqual([
      {
        value: office.report.id,
        $ref: `https://throughline.example/scim/v2/Users/${office.report.id}`,
        display: office.report.displayName,
        type: 'User',
      },
    ]);
    const path = `/Groups/${created.body.id}`;
    const renamed = await scim.change(path, { op: 'replace', value: { id: created.body.id, displayName: 'Pushed 2' } });
    expect(renamed.body).toMatchObject({ displayName: 'Pushed 2' });
    const value = [{ value: office.manager.id, display: 'ben@office1.example' }];
    expect(ids(await scim.change(path, { op: 'replace', path: 'members', value }))).toEqual([office.manager.id]);
    const put = await scim.put(path, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: created.body.id,
      displayName: 'Pushed 3',
      members: [...value, { value: office.report.id }],
    });
    expect(put.body).toMatchObject({ displayName: 'Pushed 3' });
    expect(ids(put)).toEqual([office.manager.id, office.report.id]);
    expect(ids(await scim.put(path, { displayName: 'Pushed 3', members: [] }))).toEqual([]);
  });
});

test('Okta’s test of the protocol: pages, somebody unknown, somebody new, twice, and in capitals', async () => {
  const page = await scim.get('/Users?count=1&startIndex=1');
  expect(page.body).toMatchObject({ itemsPerPage: 1, startIndex: 1, totalResults: expect.any(Number) });
  const [first] = page.body.Resources;
  expect(first).toMatchObject({
    id: expect.any(String),
    userName: expect.any(String),
    active: true,
    name: { familyName: expect.any(String), givenName: expect.any(String) },
    emails: [{ value: expect.any(String) }],
  });
  expect((await scim.get(`/Users/${first.id}`)).body).toEqual(first);
  const nobody = await scim.find('/Users', 'userName eq "abcdefgh@atko.com"', '&startIndex=1&count=100');
  expect(nobody.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 0,
    startIndex: 1,
    itemsPerPage: 0,
    Resources: [],
  });
  const unknown = await scim.get('/Users/010101001010101011001010101011');
  expect(unknown.status).toBe(404);
  expect(unknown.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    detail: expect.any(String),
    status: '404',
  });
  const user = { userName: 'Runscope@Atko.com', name: { givenName: 'Run', familyName: 'Scope' }, active: true };
  expect((await scim.post('/Users', user)).status).toBe(201);
  expect((await scim.post('/Users', user)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
  for (const name of ['RUNSCOPE@ATKO.COM', 'runscope@atko.com', 'Runscope@Atko.com'])
    expect((await scim.find('/Users', `userName eq "${name}"`)).body).toMatchObject({ totalResults: 1 });
});
