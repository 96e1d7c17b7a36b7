import { describe, expect, test } from 'vitest';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { enterprise } from '@throughline/domain/testing/scim-slots.ts';
import { directoryOf, managedBy } from '../../testing/a-directory.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const aDirectory = () => directoryOf({ app, context });

describe('managers', () => {
  test('may come after their reports, named by what the directory will call them', async () => {
    const { user, scim, managerOf, inOffice, domain } = await aDirectory();
    const a = await user('Ada', managedBy({ value: 'obj-boss' }));
    const b = await user('Bea', managedBy(`Boss@${domain}`));
    const c = await user('Cleo', managedBy('obj-nobody'));
    expect([await managerOf(a.id), await managerOf(b.id)]).toEqual(['obj-boss', `Boss@${domain}`]);
    const boss = await user('boss', { externalId: 'obj-boss' });
    expect([await managerOf(a.id), await managerOf(b.id)]).toEqual([boss.id, boss.id]);
    expect(await managerOf(c.id)).toBe('obj-nobody');
    const read = await scim.get(`/Users/${a.id}`);
    expect(read.body[enterprise].manager).toEqual({
      value: boss.id,
      $ref: `https://throughline.example/scim/v2/Users/${boss.id}`,
      displayName: 'boss Lund',
    });
    const lines = await inOffice((tx) => reportingLineStore(tx).ofReports([a.id]));
    expect(lines).toMatchObject([{ managerId: boss.id, validTo: null }]);
  });

  test('that change leave the line that was as history, and begin today', async () => {
    const { user, scim, inOffice, office } = await aDirectory();
    const { id } = office.report;
    const boss = await user('boss');
    await scim.change(`/Users/${id}`, { op: 'Add', path: `${enterprise}:manager`, value: boss.id });
    const lines = await inOffice((tx) => reportingLineStore(tx).ofReports([id]));
    expect(
      lines.map(({ managerId, validFrom, validTo }) => [managerId, validFrom.toString(), validTo?.toString()]),
    ).toEqual([
      [office.manager.id, expect.any(String), '2027-01-25'],
      [boss.id, '2027-01-25', undefined],
    ]);
    await scim.change(`/Users/${id}`, { op: 'Replace', path: `${enterprise}:manager`, value: '' });
    const ended = await inOffice((tx) => reportingLineStore(tx).ofReports([id]));
    expect(ended.filter(({ validTo }) => validTo === null)).toEqual([]);
  });

  test('in a circle are taken as they are, and the planner is told; one’s own manager is none', async () => {
    const { user, scim, managerOf, take } = await aDirectory();
    const a = await user('Ada');
    const b = await user('Bea', managedBy({ value: a.id }));
    await scim.change(`/Users/${a.id}`, { op: 'add', path: `${enterprise}:manager`, value: { value: b.id } });
    expect([await managerOf(a.id), await managerOf(b.id)]).toEqual([b.id, a.id]);
    expect((await take()).cycles).toEqual([[a.id, b.id].toSorted()]);
    const self = await scim.change(`/Users/${a.id}`, { op: 'add', path: `${enterprise}:manager`, value: a.id });
    expect(self.status).toBe(200);
    expect(await managerOf(a.id)).toBeNull();
  });
});

describe('groups', () => {
  test('name people, whoever else states their groups; a rename goes through to people and policies', async () => {
    const { user, scim, person, inOffice, organizationId } = await aDirectory();
    const a = await user('Ada', { [enterprise]: { department: 'Sales' } });
    const b = await user('Bea');
    const { body: group } = await scim.post('/Groups', {
      displayName: 'North',
      members: [{ value: a.id }, { value: b.id }],
    });
    expect((await person(a.id)).groups).toEqual(['Sales', 'North']);
    const policy = {
      id: uuid(),
      key: 'north',
      version: 1,
      name: 'North',
      audience: { kind: 'group', group: 'North' } as const,
      rules: policyRules.parse({ intervalDays: 120 }),
      rolloutStartsOn: day('2026-11-02'),
    };
    await inOffice((tx) => policyStore(tx).publish({ policy, note: null, now: context.clock.now() }));
    await scim.change(`/Groups/${group.id}`, { op: 'Replace', path: 'displayName', value: 'Nordics' });
    expect((await person(a.id)).groups).toEqual(['Sales', 'Nordics']);
    const versions = (await inOffice((tx) => policyStore(tx).all())).filter(({ key }) => key === 'north');
    expect(versions.map(({ version, audience }) => [version, audience])).toEqual([
      [1, { kind: 'group', group: 'North' }],
      [2, { kind: 'group', group: 'Nordics' }],
    ]);
    await scim.change(`/Groups/${group.id}`, { op: 'Remove', path: 'members', value: [{ value: b.id }] });
    expect((await person(b.id)).groups).toEqual([]);
    await scim.remove(`/Groups/${group.id}`);
    expect((await person(a.id)).groups).toEqual(['Sales']);
    expect(organizationId).toBeTruthy();
  });

  test('departments are groups of a person and go when the directory states another', async () => {
    const { user, scim, person } = await aDirectory();
    const { id } = await user('Ada', { [enterprise]: { department: 'Sales', division: 'West', costCenter: 'West' } });
    expect((await person(id)).groups).toEqual(['Sales', 'West']);
    const { body: group } = await scim.post('/Groups', { displayName: 'Sales', members: [{ value: id }] });
    await scim.change(`/Users/${id}`, { op: 'Replace', path: `${enterprise}:department`, value: 'Design' });
    expect((await person(id)).groups.toSorted()).toEqual(['Design', 'Sales', 'West']);
    await scim.remove(`/Groups/${group.id}`);
    expect((await person(id)).groups.toSorted()).toEqual(['Design', 'West']);
  });

  test('stay beside those HR states, night after night', async () => {
    const { user, scim, person, take, domain } = await aDirectory();
    const { id } = await user('Ada', { [enterprise]: { department: 'Design' } });
    await scim.post('/Groups', { displayName: 'North', members: [{ value: id }] });
    const row = {
      externalId: 'E1',
      givenName: 'Ada',
      familyName: 'Lund',
      workEmail: `ada@${domain}`,
      groups: ['Labs'],
    };
    expect((await take(row)).rows).toMatchObject([{ kind: 'updated', personId: id }]);
    expect((await person(id)).groups).toEqual(['Labs', 'Design', 'North']);
    expect((await take(row)).rows).toMatchObject([{ kind: 'unchanged' }]);
  });

  test('live without anybody in them, under one name', async () => {
    const { scim } = await aDirectory();
    const { body: group } = await scim.post('/Groups', { displayName: 'Empty', externalId: 'g-1' });
    expect((await scim.get(`/Groups/${group.id}`)).body).toMatchObject({ displayName: 'Empty', externalId: 'g-1' });
    expect((await scim.post('/Groups', { displayName: 'EMPTY' })).body).toMatchObject({ status: '409' });
    const { body: other } = await scim.post('/Groups', { displayName: 'Other' });
    expect((await scim.change(`/Groups/${other.id}`, { op: 'replace', value: { displayName: 'empty' } })).status).toBe(
      409,
    );
    expect((await scim.find('/Groups', 'externalId eq "g-1"')).body.totalResults).toBe(1);
  });
});
