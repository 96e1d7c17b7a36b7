import { describe, expect, test } from 'vitest';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { ours } from '@throughline/domain/testing/scim-slots.ts';
import { directoryOf, managedBy } from '../../testing/a-directory.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const aDirectory = () => directoryOf({ app, context });

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
      expect((await scim.put(`/Users/${other.id}`, body)).status).toBe(409);
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
