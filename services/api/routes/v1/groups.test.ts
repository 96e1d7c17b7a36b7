import {
  createDirectoryGroup,
  patchDirectoryGroup,
  removeDirectoryGroup,
} from '@throughline/app/change-directory-group.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const { clock } = context;
const actor = { kind: 'operator' } as const;

async function atOffice() {
  const office = await anOffice({ context });
  const call = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
  const groups = async (query = '') => (await call('GET', `/v1/groups${query}`)).body.results;
  const put = (id: string, ...names: readonly string[]) => call('PATCH', `/v1/employees/${id}`, { groups: names });
  const inGroup = async (group: string) =>
    (await call('GET', `/v1/employees?group=${encodeURIComponent(group)}`)).body.results.map(
      ({ id }: { id: string }) => id,
    );
  return { ...office, call, groups, put, inGroup };
}

describe('a group', () => {
  test('is there because people are in it, keeps its id, and goes with the last of them', async () => {
    const { report, manager, groups, put, inGroup, call } = await atOffice();
    await put(report.id, 'Design', 'Berlin');
    await put(manager.id, 'Design');
    const [design, berlin] = (await groups()).toSorted((a: { name: string }, b: { name: string }) =>
      a.name < b.name ? 1 : -1,
    );
    expect(design).toMatchObject({
      name: 'Design',
      type: 'GROUP',
      member_count: 2,
      managed_by: 'api',
      remote_id: null,
    });
    expect(await inGroup(design.id)).toEqual(await inGroup('Design'));
    expect(await inGroup(berlin.id)).toEqual([report.id]);

    const since = clock.now().toString();
    clock.advanceBy({ minutes: 1 });
    await put(report.id, 'Design');
    expect(await groups(`?modified_after=${since}`)).toMatchObject([
      { id: berlin.id, member_count: 0, remote_was_deleted: true, modified_at: clock.now().toString() },
    ]);
    expect(await groups()).toEqual([design]);
    expect((await groups('?include_deleted=true')).length).toBe(2);
    await put(report.id, 'Berlin');
    expect(await groups('?name=Berlin')).toMatchObject([{ id: berlin.id, remote_was_deleted: false }]);
    expect((await call('DELETE', `/v1/employees/${report.id}`)).status).toBe(204);
    expect(await groups('?name=Berlin')).toEqual([]);
  });

  test('can be stated without anybody in it, filled, renamed by its ETag with its policy, and taken out', async () => {
    const { report, manager, call, groups, inGroup } = await atOffice();
    const key = { 'idempotency-key': 'sales' };
    const made = await call('POST', '/v1/groups', { name: 'Sales', type: 'DEPARTMENT', remote_id: 'D1' }, key);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Sales', type: 'DEPARTMENT', remote_id: 'D1', member_count: 0 },
    });
    expect(
      (await call('POST', '/v1/groups', { name: 'Sales', type: 'DEPARTMENT', remote_id: 'D1' }, key)).body,
    ).toEqual(made.body);
    const again = await call('POST', '/v1/groups', { name: 'Sales', type: 'TEAM' });
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id, type: 'TEAM', remote_id: 'D1' } });
    const path = `/v1/groups/${made.body.id}`;
    const filled = await call('POST', `${path}/employees`, { add: [report.id, manager.id] });
    expect(filled).toMatchObject({ status: 200, body: { member_count: 2 } });
    expect((await call('POST', `${path}/employees`, { remove: [manager.id] })).body.member_count).toBe(1);
    await call('POST', '/v1/policies', {
      key: 'sales',
      name: 'Sales',
      audience: { kind: 'group', group: 'Sales' },
      note: 'x',
    });

    expect((await call('PATCH', path, { name: 'Field' }, { 'if-match': String(again.headers.etag) })).status).toBe(412);
    const tag = { 'if-match': String((await call('GET', path)).headers.etag) };
    expect(await call('PATCH', path, { name: 'Field' }, tag)).toMatchObject({
      status: 200,
      body: { id: made.body.id, name: 'Field' },
    });
    expect(await inGroup('Field')).toEqual([report.id]);
    expect(await inGroup('Sales')).toEqual([]);
    expect((await call('GET', '/v1/policies?key=sales')).body.results.at(-1).audience).toEqual({
      kind: 'group',
      group: 'Field',
    });
    expect((await call('DELETE', path)).body.detail).toContain('policy');
    await call('POST', '/v1/policies', { key: 'sales', audience: { kind: 'everyone' }, note: 'All' });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('GET', path)).body).toMatchObject({ remote_was_deleted: true, member_count: 0 });
    expect((await call('GET', `/v1/employees/${report.id}`)).body.groups).toEqual([]);
    expect(await groups()).toEqual([]);
    const acts = (await call('GET', '/v1/audit_events?page_size=100')).body.results.filter(
      ({ subject }: { subject: string }) => subject === made.body.id,
    );
    expect(acts.map(({ action }: { action: string }) => action)).toEqual(
      ['stated', 'changed', 'members_changed', 'members_changed', 'changed', 'removed'].map((act) => `group.${act}`),
    );
  });

  test('shares neither name nor remote_id with another', async () => {
    const { call } = await atOffice();
    const one = await call('POST', '/v1/groups', { name: 'One', remote_id: 'R1' });
    await call('POST', '/v1/groups', { name: 'Two', remote_id: 'R2' });
    for (const change of [{ name: 'Two' }, { name: 'TWO' }, { remote_id: 'R2' }])
      expect((await call('PATCH', `/v1/groups/${one.body.id}`, change)).status).toBe(409);
    expect((await call('POST', '/v1/groups', { name: 'one' })).status).toBe(409);
    expect((await call('POST', '/v1/groups', { name: 'Three', colour: 'red' })).status).toBe(400);
  });
});

test('what a directory provisions is one group with one id, and is changed there alone', async () => {
  const { organizationId, report, call, groups, put } = await atOffice();
  await put(report.id, 'Design');
  const [before] = await groups();
  const scim = await createDirectoryGroup(context, {
    organizationId,
    actor,
    body: { displayName: 'Design', members: [{ value: report.id }] },
  });
  const empty = await createDirectoryGroup(context, { organizationId, actor, body: { displayName: 'Empty' } });
  expect(await groups()).toMatchObject([
    { id: before.id, name: 'Design', managed_by: 'directory', member_count: 1 },
    { name: 'Empty', managed_by: 'directory', member_count: 0, remote_was_deleted: false },
  ]);
  const path = `/v1/groups/${before.id}`;
  const refused = await Promise.all([
    call('PATCH', path, { name: 'Other' }),
    call('DELETE', path),
    call('POST', `${path}/employees`, { remove: [report.id] }),
    call('POST', '/v1/groups', { name: 'Design', type: 'TEAM' }),
  ]);
  for (const answer of refused)
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining('SCIM') } });

  const Operations = [{ op: 'replace', path: 'displayName', value: 'Product design' }];
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
  await patchDirectoryGroup(context, { organizationId, actor, id: scim.id, ifMatch: null, body });
  expect(await groups('?name=Product%20design')).toMatchObject([{ id: before.id, member_count: 1 }]);
  await removeDirectoryGroup(context, { organizationId, actor, id: empty.id, ifMatch: null });
  expect((await groups()).map(({ name }: { name: string }) => name)).toEqual(['Product design']);
});

test('a department a directory states is one of that type', async () => {
  const { groups, keyWith } = await atOffice();
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  const scim = apiCaller({ app, key: (await keyWith('scim')).key });
  const made = await scim('POST', '/scim/v2/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
    userName: 'dora@okta.example',
    name: { givenName: 'Dora', familyName: 'Lund' },
    emails: [{ value: 'dora@okta.example', type: 'work', primary: true }],
    [enterprise]: { department: 'Legal', costCenter: '4711' },
  });
  expect(made.status).toBe(201);
  expect(await groups()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'Legal', type: 'DEPARTMENT', managed_by: 'directory', member_count: 1 }),
      expect.objectContaining({ name: '4711', type: 'COST_CENTER', managed_by: 'directory' }),
    ]),
  );
});

test('a list in pages misses none, and another organisation’s groups and people are none here', async () => {
  const { call, groups, report, put } = await atOffice();
  await put(report.id, 'A', 'B', 'C');
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await call('GET', `/v1/groups?page_size=1${cursor && `&cursor=${cursor}`}`);
    ids.push(...body.results.map(({ id }: { id: string }) => id));
    cursor = body.next;
  }
  expect(ids).toEqual((await groups()).map(({ id }: { id: string }) => id));
  expect(ids).toHaveLength(3);

  const foreign = await atOffice();
  const their = await foreign.call('POST', '/v1/groups', { name: 'Theirs' });
  await foreign.call('POST', '/v1/groups', { name: 'Theirs too' });
  const { next } = (await foreign.call('GET', '/v1/groups?page_size=1')).body;
  const before = await everyRow({ db: context.db, organizationId: foreign.organizationId });
  const path = `/v1/groups/${their.body.id}`;
  const answers = await Promise.all([
    call('GET', path),
    call('PATCH', path, { name: 'Ours' }),
    call('DELETE', path),
    call('POST', `${path}/employees`, { add: [report.id] }),
    call('POST', `/v1/groups/${ids[0]}/employees`, { add: [foreign.report.id] }),
    call('GET', `/v1/groups?cursor=${next}`),
    call('GET', `/v1/employees?group=${their.body.id}`),
    call('GET', `/v1/conversations?group=${their.body.id}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect(await everyRow({ db: context.db, organizationId: foreign.organizationId })).toEqual(before);
  expect((await call('GET', `/v1/conversations?group=${ids[0]}`)).body.results).toHaveLength(1);
});
