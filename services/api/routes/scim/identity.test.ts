import { describe, expect, test } from 'vitest';
import { importPeople } from '@throughline/app/import-people.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { enterprise, ours } from '@throughline/domain/testing/scim-slots.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { anOffice } from '../../testing/an-office.ts';
import { apiContext } from '../../testing/api-context.ts';
import { scimClient } from '../../testing/scim-client.ts';

const { app, context } = await apiContext();

async function aDirectory() {
  const office = await anOffice({ context });
  const { organizationId, domain } = office;
  const scim = scimClient({ app, key: (await office.keyWith('scim')).key });
  const inOffice = <T>(work: (tx: Parameters<Parameters<typeof context.db.inOrganization>[1]>[0]) => Promise<T>) =>
    context.db.inOrganization(organizationId, work);
  return {
    office,
    organizationId,
    domain,
    scim,
    inOffice,
    person: async (id: string) => {
      const found = await inOffice((tx) => peopleStore(tx).known({ ids: [id], externalIds: [], emails: [] }));
      if (found[0] === undefined) throw new Error('There is no such person');
      return found[0];
    },
    user: async (name: string, more: object = {}) => {
      const answer = await scim.post('/Users', {
        userName: `${name}@${domain}`,
        name: { givenName: name, familyName: 'Lund' },
        ...more,
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body as { id: string } & Record<string, never>;
    },
    take: (...rows: Parameters<typeof importPeople>[1]['rows']) => importPeople(context, { organizationId, rows }),
    managerOf: async (id: string) => (await scim.get(`/Users/${id}`)).body[enterprise]?.manager?.value ?? null,
    /** Every word of every table of the organisation. */
    everything: () =>
      asSession(context.adminUrl, async (superuser) => {
        const tables = await superuser.query<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.columns
           WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
        );
        const rows = [];
        for (const { name } of tables.rows)
          rows.push((await superuser.query(`SELECT * FROM ${name} WHERE organization_id = $1`, [organizationId])).rows);
        return JSON.stringify(rows);
      }),
  };
}

const managedBy = (value: unknown) => ({ [enterprise]: { manager: value } });

describe('coming and leaving', () => {
  test('who is disabled has left and is still shown; who is enabled is back, the same person', async () => {
    const { scim, user, person } = await aDirectory();
    const { id } = await user('Ida');
    await scim.change(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
    expect(await person(id)).toMatchObject({ status: 'inactive' });
    expect((await scim.get(`/Users/${id}`)).body).toMatchObject({ active: false });
    expect((await scim.find('/Users', 'active eq false')).body.totalResults).toBe(1);
    await scim.change(`/Users/${id}`, { op: 'replace', value: { active: true } });
    expect(await person(id)).toMatchObject({ status: 'active' });
  });

  test('who is deleted is shown no more, has left, and nothing kept for the directory alone stays', async () => {
    const { scim, user, person, everything } = await aDirectory();
    const { id } = await user('Ida', { title: 'Unique canary title', phoneNumbers: [{ value: '+49 canary' }] });
    const group = await scim.post('/Groups', { displayName: 'Band', members: [{ value: id }] });
    expect(await everything()).toContain('canary');
    expect((await scim.remove(`/Users/${id}`)).status).toBe(204);
    for (const gone of [
      await scim.get(`/Users/${id}`),
      await scim.remove(`/Users/${id}`),
      await scim.put(`/Users/${id}`, { userName: 'x' }),
    ])
      expect(gone.status).toBe(404);
    expect((await scim.find('/Users', 'userName sw "ida@"')).body.totalResults).toBe(0);
    expect(await person(id)).toMatchObject({ status: 'inactive', displayName: 'Ida Lund', groups: [] });
    expect((await scim.get(`/Groups/${group.body.id}`)).body).not.toHaveProperty('members');
    expect(await everything()).not.toContain('canary');
  });

  test('who is created again after that is the same person, by id, name or address of the directory', async () => {
    const { scim, user, person, domain } = await aDirectory();
    const returning = [
      [{ externalId: 'obj-1' }, { userName: `new.name@${domain}`, externalId: 'obj-1' }],
      [{}, { userName: `BEA@${domain}` }],
      [
        { emails: [{ value: `c@${domain}`, type: 'work' }] },
        { userName: `other@${domain}`, emails: [{ value: `C@${domain}` }] },
      ],
    ] as const;
    for (const [index, [first, second]] of returning.entries()) {
      const { id } = await user(['Ada', 'Bea', 'Cleo'][index] ?? '', first);
      await scim.remove(`/Users/${id}`);
      const again = await scim.post('/Users', second);
      expect([again.status, again.body.id]).toEqual([201, id]);
      expect(again.body).toMatchObject({ active: true, userName: second.userName });
      expect(await person(id)).toMatchObject({ status: 'active' });
    }
  });

  test('a last day in the past does not keep back whoever returns; one the directory names does', async () => {
    const { scim, user, person, take, domain } = await aDirectory();
    const { id } = await user('Ida', { active: false });
    const row = { externalId: null, givenName: 'Ida', familyName: 'Lund', workEmail: `ida@${domain}` };
    await take({ ...row, status: 'inactive', endDate: day('2026-12-31') });
    await scim.change(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    expect(await person(id)).toMatchObject({ status: 'active', endDate: null });
    await scim.change(`/Users/${id}`, { op: 'replace', value: { active: false, [`${ours}:endDate`]: '2027-01-20' } });
    await scim.change(`/Users/${id}`, { op: 'replace', value: { active: true } });
    expect((await person(id)).endDate?.toString()).toBe('2027-01-20');
  });

  test('a departure is looked at at once: the open conversation ends, and its past stays', async () => {
    const { office, scim, user, organizationId, inOffice } = await aDirectory();
    const { id } = await user('Ida', { timezone: 'Europe/Berlin', ...managedBy({ value: office.manager.id }) });
    const statesOf = async () => {
      await openDueConversations(context, { organizationId });
      const all = await inOffice((tx) => conversationStore(tx).latest());
      return all.flatMap(({ reportId, state }) => (reportId === id ? [state] : []));
    };
    expect(await statesOf()).toEqual(['due']);
    context.woken.length = 0;
    await scim.change(`/Users/${id}`, { op: 'replace', value: { active: false } });
    expect(context.woken).toEqual([{ name: 'run-sweep', sweep: 'open-due-conversations', organizationId }]);
    expect(await statesOf()).toEqual(['closed']);
    context.woken.length = 0;
    await scim.change(`/Users/${id}`, { op: 'add', path: 'title', value: 'x' });
    expect(context.woken).toEqual([]);
  });

  test('without a first day somebody is an existing employee, with one a new hire', async () => {
    const { scim, user, person } = await aDirectory();
    const existing = await user('Ida');
    const hired = await user('Nils', { [ours]: { startDate: '2027-01-18T00:00:00Z', country: 'de-be', level: 'L4' } });
    expect((await person(existing.id)).startDate).toBeNull();
    const stored = await person(hired.id);
    expect(stored.startDate?.toString()).toBe('2027-01-18');
    expect(stored).toMatchObject({ country: 'DE-BE', level: 'L4', timeZone: 'Europe/Berlin' });
    expect((await scim.get(`/Users/${hired.id}`)).body[ours]).toEqual({
      startDate: '2027-01-18T00:00:00Z',
      country: 'de-be',
      level: 'L4',
    });
  });
});

describe('who is who', () => {
  test('a name, an external id or an address of somebody shown is taken, whatever its case', async () => {
    const { scim, user, domain } = await aDirectory();
    const { id } = await user('Ida', { externalId: 'obj-1', emails: [{ value: `ida.lund@${domain}`, type: 'work' }] });
    const other = await user('Nils', { externalId: 'obj-2' });
    for (const body of [
      { userName: `IDA@${domain}` },
      { userName: `x@${domain}`, externalId: 'obj-1' },
      { userName: `y@${domain}`, emails: [{ value: `IDA.LUND@${domain}`, type: 'work' }] },
      { userName: `Ana@${domain}` },
    ]) {
      expect((await scim.post('/Users', body)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
      expect((await scim.put(`/Users/${other.id}`, { userName: `nils@${domain}`, ...body })).status).toBe(409);
    }
    await scim.change(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    expect((await scim.post('/Users', { userName: `ida@${domain}` })).status).toBe(409);
    expect((await scim.get(`/Users/${other.id}`)).body).toMatchObject({
      externalId: 'obj-2',
      userName: `Nils@${domain}`,
    });
  });

  test('another address, another name: still the same person', async () => {
    const { scim, user, person, domain } = await aDirectory();
    const { id } = await user('Ida', { emails: [{ value: `ida@${domain}`, type: 'work', primary: true }] });
    await scim.change(`/Users/${id}`, {
      op: 'Replace',
      path: 'emails[type eq "work"].value',
      value: `Ida.Holm@${domain}`,
    });
    expect(await person(id)).toMatchObject({ id, workEmail: `ida.holm@${domain}` });
    await scim.change(`/Users/${id}`, { op: 'Replace', path: 'userName', value: `ida.holm@${domain}` });
    const found = await scim.find('/Users', `userName eq "IDA.HOLM@${domain}"`);
    expect(found.body.Resources).toMatchObject([{ id, emails: [{ value: `Ida.Holm@${domain}` }] }]);
    expect((await scim.find('/Users', `userName eq "ida@${domain}"`)).body.totalResults).toBe(0);
  });

  test('whoever HR sent first is found by their address and taken over with what HR knows', async () => {
    const { scim, take, person, domain, managerOf } = await aDirectory();
    const workEmail = `hr.first@${domain}`;
    const { rows } = await take({
      externalId: 'E77',
      givenName: 'Hanne',
      familyName: 'First',
      workEmail,
      startDate: day('2020-05-01'),
      timeZone: 'Asia/Tokyo',
      groups: ['Labs'],
      manager: { externalId: 'E1' },
    });
    const [row] = rows;
    const id = row?.kind === 'created' ? row.personId : '';
    const found = await scim.find('/Users', `userName eq "${workEmail}"`);
    expect(found.body.Resources).toMatchObject([
      { id, [ours]: { startDate: '2020-05-01T00:00:00Z' }, timezone: 'Asia/Tokyo' },
    ]);
    expect(await managerOf(id)).toBe('E1');
    const put = await scim.put(`/Users/${id}`, {
      userName: workEmail,
      externalId: 'okta-1',
      displayName: 'Hanne F.',
      emails: [{ value: workEmail, type: 'work' }],
    });
    expect(put.body).toMatchObject({ displayName: 'Hanne F.', externalId: 'okta-1' });
    expect(await person(id)).toMatchObject({
      externalId: 'E77',
      timeZone: 'Asia/Tokyo',
      groups: ['Labs'],
      displayName: 'Hanne F.',
    });
    expect((await person(id)).startDate?.toString()).toBe('2020-05-01');
    expect(await managerOf(id)).toBe('E1');
    // And the other way round: HR goes on stating who the directory made.
    expect((await take({ externalId: 'E77', givenName: 'Hanne', familyName: 'First', workEmail })).rows).toMatchObject([
      { personId: id },
    ]);
  });

  test('a directory’s user name need not be their address: one HR sent is taken over by it', async () => {
    const { scim, take, domain } = await aDirectory();
    const { rows } = await take({ externalId: 'E8', givenName: 'Per', familyName: 'A', workEmail: `per@${domain}` });
    const created = await scim.post('/Users', {
      userName: 'upn-per',
      emails: [{ value: `Per@${domain}`, type: 'work' }],
    });
    expect(created.status).toBe(201);
    expect(rows).toMatchObject([{ personId: created.body.id }]);
    const late = await scim.post('/Users', {
      userName: 'upn-late',
      emails: [{ value: `late@${domain}`, type: 'work' }],
    });
    const after = await take({ externalId: 'E9', givenName: 'La', familyName: 'Te', workEmail: `late@${domain}` });
    expect(after.rows).toMatchObject([{ kind: 'updated', personId: late.body.id }]);
    expect((await scim.get(`/Users/${late.body.id}`)).body).toMatchObject({ userName: 'upn-late', active: true });
  });

  test('what HR changes since is shown in place of what the directory sent', async () => {
    const { scim, user, take, domain, person } = await aDirectory();
    const { id } = await user('Ida', { displayName: 'Ida L.', [ours]: { level: 'L3' } });
    await take({
      externalId: 'E1',
      givenName: 'Ida',
      familyName: 'Holm',
      workEmail: `ida@${domain}`,
      level: 'L5',
      status: 'inactive',
    });
    expect((await scim.get(`/Users/${id}`)).body).toMatchObject({
      name: { givenName: 'Ida', familyName: 'Holm' },
      displayName: 'Ida Holm',
      active: false,
      [ours]: { level: 'L5' },
    });
    await scim.change(`/Users/${id}`, { op: 'add', path: 'title', value: 'x' });
    expect(await person(id)).toMatchObject({ familyName: 'Holm', level: 'L5', status: 'inactive' });
  });

  test('somebody without an address is listed and never booked or mailed', async () => {
    const { scim, person } = await aDirectory();
    const { body } = await scim.post('/Users', { userName: 'svc-1', timezone: 'Europe/Berlin' });
    expect(body).toMatchObject({ userName: 'svc-1', timezone: 'Europe/Berlin' });
    expect(body).not.toHaveProperty('emails');
    expect(await person(body.id)).toMatchObject({
      timeZone: null,
      workEmail: expect.stringMatching(/@no-address\.invalid$/),
    });
    await scim.change(`/Users/${body.id}`, {
      op: 'add',
      path: 'emails[type eq "work"].value',
      value: 'Svc@here.example',
    });
    expect(await person(body.id)).toMatchObject({ timeZone: 'Europe/Berlin', workEmail: 'svc@here.example' });
  });
});

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

describe('what nobody needs', () => {
  const needless = {
    salary: 91_234,
    Salary: '91234 EUR',
    birthDate: '1984-05-06',
    dateOfBirth: '1984-05-06',
    gender: 'canary-gender',
    ssn: '078-05-1120',
    nationalId: 'canary-national',
    religion: 'canary-religion',
    ethnicity: 'canary-ethnic',
    maritalStatus: 'canary-marital',
    healthInformation: { note: 'canary-health' },
    password: 'canary-password',
    x509Certificates: [{ value: 'canary-certificate' }],
    'urn:example:hr:2.0:User': { salary: 91_234, birthDate: '1984-05-06' },
    'urn:example:hr:2.0:User:gender': 'canary-gender',
    [enterprise]: { department: 'Sales', salary: 91_234, manager: { value: 'b', gender: 'canary-gender' } },
    [ours]: { birthDate: '1984-05-06', level: 'L1' },
    name: { givenName: 'Ida', maidenName: 'canary-maiden' },
    emails: [{ value: 'ida@kept.example', type: 'work', birthDate: '1984-05-06' }],
  };
  const traces = /91.?234|1984-05-06|078-05|canary|salary|birth|gender/i;

  test('is neither stored nor sent back, however it is sent', async () => {
    const { scim, everything } = await aDirectory();
    const created = await scim.post('/Users', { userName: 'ida@kept.example', ...needless });
    expect(created.status).toBe(201);
    const path = `/Users/${created.body.id}`;
    const answers = [
      created,
      await scim.put(path, { userName: 'ida@kept.example', ...needless }),
      await scim.change(path, { op: 'replace', value: needless }),
      await scim.change(path, { op: 'Add', value: { 'urn:example:hr:2.0:User:salary': 91_234 } }),
      await scim.change(path, { op: 'Replace', path: 'password', value: 'canary-password' }),
      await scim.get(path),
    ];
    for (const { status, body } of answers) {
      expect([200, 201]).toContain(status);
      expect(JSON.stringify(body)).not.toMatch(traces);
    }
    for (const refused of ['salary', 'urn:example:hr:2.0:User:birthDate', `${enterprise}:gender`, 'name.maidenName']) {
      const answer = await scim.change(path, { op: 'Add', path: refused, value: 'canary-named' });
      expect(answer.body).toMatchObject({ status: '400', scimType: 'invalidPath' });
    }
    const group = await scim.post('/Groups', {
      displayName: 'G',
      salary: 91_234,
      members: [{ value: created.body.id, gender: 'canary' }],
    });
    expect(JSON.stringify(group.body)).not.toMatch(traces);
    expect(await everything()).not.toMatch(traces);
  });
});
