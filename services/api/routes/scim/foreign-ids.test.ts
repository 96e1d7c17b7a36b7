import { expect, test } from 'vitest';
import { enterprise } from '@throughline/domain/testing/scim-slots.ts';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { everyRow } from '../../testing/every-row.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();
const own = await anOffice({ context });
const foreign = await anOffice({ context });
const scim = scimClient({ app, key: (await own.keyWith('scim')).key });
const theirs = scimClient({ app, key: (await foreign.keyWith('scim')).key });
const { body: theirUser } = await theirs.post('/Users', { userName: 'x@theirs.example', externalId: 'theirs-1' });
const { body: theirGroup } = await theirs.post('/Groups', {
  displayName: 'Theirs',
  members: [{ value: theirUser.id }],
});
const { body: group } = await scim.post('/Groups', { displayName: 'Ours', members: [{ value: own.manager.id }] });
const { body: user } = await scim.post('/Users', { userName: 'y@ours.example' });

const userPath = `/Users/${user.id}`;
const groupPath = `/Groups/${group.id}`;
const managers = [foreign.manager.id, theirUser.id] as readonly string[];
const members = [foreign.report.id, theirUser.id, theirGroup.id, crypto.randomUUID(), 'nobody'] as readonly string[];

const requests: readonly (readonly [string, string, unknown?])[] = [
  ...[`/Users/${theirUser.id}`, `/Users/${foreign.report.id}`, `/Groups/${theirGroup.id}`].flatMap((path) => [
    ['GET', path] as const,
    ['PUT', path, { userName: 'a@b.example', displayName: 'a' }] as const,
    ['PUT', path, {}] as const,
    ['PATCH', path, { Operations: [{ op: 'replace', path: 'displayName', value: 'Taken' }] }] as const,
    ['PATCH', path, {}] as const,
    ['DELETE', path] as const,
  ]),
  ...managers.flatMap((manager) => [
    ['PATCH', userPath, { Operations: [{ op: 'Add', path: `${enterprise}:manager`, value: manager }] }] as const,
    [
      'PATCH',
      userPath,
      { Operations: [{ op: 'replace', value: { [`${enterprise}:manager`]: { value: manager } } }] },
    ] as const,
    ['PUT', userPath, { userName: 'y@ours.example', [enterprise]: { manager: { value: manager } } }] as const,
    ['POST', '/Users', { userName: 'new@ours.example', [enterprise]: { manager } }] as const,
  ]),
  ...members.flatMap((value) => [
    [
      'PATCH',
      groupPath,
      { Operations: [{ op: 'Add', path: 'members', value: [{ value: own.report.id }, { value }] }] },
    ] as const,
    ['PATCH', groupPath, { Operations: [{ op: 'replace', path: 'members', value: [{ value }] }] }] as const,
    ['PUT', groupPath, { displayName: 'Ours', members: [{ value }] }] as const,
    ['POST', '/Groups', { displayName: 'New', members: [{ value }] }] as const,
  ]),
];

const cases = requests.map(([method, path, body]) => ({ method, path, body }));
test.each(cases)('$method $path $body is 404, and nothing anywhere changes', async ({ method, path, body }) => {
  const before = await everyRow(context.adminUrl);
  const answer = await scim.call(method as 'GET', path, body);
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ status: '404', schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] });
  expect(JSON.stringify(answer.body)).not.toContain('theirs.example');
  expect(await everyRow(context.adminUrl)).toEqual(before);
});

test('what another organisation has is found by no filter and takes no name from anybody', async () => {
  for (const filter of [
    `id eq "${theirUser.id}"`,
    'userName eq "x@theirs.example"',
    'externalId eq "theirs-1"',
    `groups.value eq "${theirGroup.id}"`,
    `manager eq "${foreign.manager.id}"`,
  ])
    expect((await scim.find('/Users', filter)).body).toMatchObject({ totalResults: 0, Resources: [] });
  expect((await scim.find('/Groups', `members.value eq "${theirUser.id}"`)).body.totalResults).toBe(0);
  const listed = JSON.stringify((await scim.post('/.search', {})).body);
  for (const id of [theirUser.id, theirGroup.id, foreign.report.id]) expect(listed).not.toContain(id);
  expect((await scim.post('/Users', { userName: 'x@theirs.example', externalId: 'theirs-1' })).status).toBe(201);
  expect((await scim.post('/Groups', { displayName: 'Theirs' })).status).toBe(201);
});

test('taking out a member who is nobody here is as good as done', async () => {
  const before = await scim.get(groupPath);
  for (const value of members) {
    const answer = await scim.change(groupPath, { op: 'Remove', path: 'members', value: [{ value }] });
    expect([answer.status, answer.body]).toEqual([200, before.body]);
  }
});
