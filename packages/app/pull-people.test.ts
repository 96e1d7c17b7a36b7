import { auditStore } from '@throughline/db/audit-store.ts';
import { directoryUserStore } from '@throughline/db/directory-user-store.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anEmployee } from '@throughline/hr-systems/testing/an-hr-server.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { addHrSource } from './add-hr-source.ts';
import { importPeople } from './import-people.ts';
import { pullDueSources } from './pull-due-sources.ts';
import { actor, hrPulls, manyEmployees } from './testing/hr-pulls.ts';

const { context, upper, bamboohr, here, add, inside, all, person, ofId, pull, source, change } = await hrPulls();
const { clock } = context;

describe('a pull', () => {
  test('takes everybody in, with managers and days off, and the same again changes nothing', async () => {
    change('2', { managerId: '1' });
    upper.absences = [{ id: '5', employeeId: '2', starts: '2027-02-01', ends: '2027-02-05', status: 'approved' }];
    expect(await pull()).toMatchObject({ kind: 'pulled', counts: { people: 20, created: 20, left: 0 } });
    const [one, two] = [await ofId('1'), await ofId('2')];
    const lines = await inside((tx) => reportingLineStore(tx).all());
    expect(lines).toMatchObject([{ reportId: two?.id, managerId: one?.id }]);
    const leaves = await inside((tx) => peopleStore(tx).statedLeavesOf([two?.id ?? '']));
    expect(leaves.map(({ startsOn, endsOn }) => `${startsOn.toString()}/${endsOn.toString()}`)).toEqual([
      '2027-02-01/2027-02-05',
    ]);
    expect(await pull()).toMatchObject({ kind: 'pulled', counts: { created: 0, updated: 0, left: 0 } });
    expect(await source()).toMatchObject({ state: 'active', lastProblem: null, lastCounts: { people: 20 } });
  });

  test('meets people a file or an API client stated before, by their ids and by their addresses', async () => {
    const row = (externalId: string | null, id: string) => ({
      externalId,
      givenName: 'Ana',
      familyName: 'Sund',
      workEmail: `person${id}@acme.example`,
    });
    await importPeople(context, { organizationId: here.organizationId, rows: [row('1', '1'), row(null, '2')] });
    await pull();
    expect(await all()).toHaveLength(20);
    expect((await ofId('2'))?.externalId).toBe('2');
  });

  test('follows somebody to another name and address', async () => {
    await pull();
    const before = await ofId('3');
    change('3', { email: 'new.name@acme.example', last: 'New' });
    await pull();
    expect(await person('new.name@acme.example')).toMatchObject({ id: before?.id, familyName: 'New' });
    expect(await all()).toHaveLength(20);
  });

  test('knows whoever comes back with a new number, though the old one is listed too', async () => {
    change('3', { isActive: false, ended: '2026-05-31' });
    await pull();
    const before = await ofId('3');
    expect(before?.status).toBe('inactive');
    upper.employees = [...upper.employees, anEmployee('99', { email: 'person3@acme.example', hired: '2027-01-01' })];
    await pull();
    expect(await ofId('3')).toMatchObject({ id: before?.id, status: 'active', externalId: '99', endDate: null });
    await pull();
    expect(await ofId('3')).toMatchObject({ id: before?.id, status: 'active' });
  });

  test('leaves days off alone that lie outside what it asks for', async () => {
    const leaves = ['2024-02-01', '2027-03-01'].map((day) => ({
      externalId: null,
      startsOn: Temporal.PlainDate.from(day),
      endsOn: Temporal.PlainDate.from(day).add({ days: 20 }),
    }));
    const row = { externalId: '1', givenName: 'A', familyName: 'B', workEmail: 'person1@acme.example', leaves };
    await importPeople(context, { organizationId: here.organizationId, rows: [row] });
    await pull();
    const kept = await inside(async (tx) => peopleStore(tx).statedLeavesOf([(await ofId('1'))?.id ?? '']));
    expect(kept.map(({ startsOn }) => startsOn.toString())).toEqual(['2024-02-01']);
  });

  test('is on record by how many, and so is whoever leaves', async () => {
    await pull();
    upper.employees = upper.employees.slice(0, 19);
    await pull();
    const acts = await inside((tx) => auditStore(tx).latest({ limit: 2 }));
    expect(acts.map(({ action }) => action)).toEqual(['hr_source.pulled', 'employee.removed']);
    expect(acts[0]?.details).toMatchObject({ left: 1 });
  });

  test('is made once at a time', async () => {
    const results = await Promise.all([pull(), pull(), pull()]);
    expect(results.filter(({ kind }) => kind === 'pulled').length).toBeGreaterThanOrEqual(1);
    expect(await all()).toHaveLength(20);
  });
});

describe('whoever is missing', () => {
  beforeEach(() => pull());

  test('has left', async () => {
    upper.employees = upper.employees.filter(({ id }) => id !== '7');
    expect(await pull()).toMatchObject({ kind: 'pulled', counts: { left: 1 } });
    expect((await ofId('7'))?.status).toBe('inactive');
    expect(await pull()).toMatchObject({ kind: 'pulled', counts: { left: 0 } });
  });

  test('and listed again is back', async () => {
    const everybody = upper.employees;
    upper.employees = everybody.filter(({ id }) => id !== '7');
    await pull();
    upper.employees = everybody;
    await pull();
    expect((await ofId('7'))?.status).toBe('active');
  });

  test('without an address is there all the same', async () => {
    change('7', { email: null });
    expect(await pull()).toMatchObject({ kind: 'pulled', counts: { unusable: 1, left: 0 } });
    expect((await ofId('7'))?.status).toBe('active');
  });

  test.each([
    ['three of twenty', () => manyEmployees(20).slice(3)],
    ['everybody', () => []],
    [
      'three that it says have left',
      () => manyEmployees(20).map((one, at) => (at < 3 ? { ...one, isActive: false } : one)),
    ],
  ])('%s: nothing is changed, and it waits until so many are allowed', async (_what, left) => {
    upper.employees = left();
    const waits = await pull();
    expect(waits).toMatchObject({ kind: 'paused', present: 20 });
    const leaving = waits.kind === 'paused' ? waits.leaving : 0;
    expect((await all()).filter(({ status }) => status === 'active')).toHaveLength(20);
    expect(await source()).toMatchObject({
      state: 'paused',
      lastProblem: `${leaving} of 20 people would leave, so nothing was changed`,
    });
    clock.advanceBy({ days: 1 });
    expect(await pullDueSources(context, here)).toBe(0);
    expect(await pull(here.main, leaving - 1)).toMatchObject({ kind: 'paused' });
    expect(await pull(here.main, leaving)).toMatchObject({ kind: 'pulled', counts: { left: leaving } });
    expect(await source()).toMatchObject({ state: 'active', lastProblem: null });
  });
});

test('nobody whom a directory has taken out comes back by what an HR system still says', async () => {
  await pull();
  const seven = (await ofId('7'))!;
  await inside(async (tx) => {
    const now = clock.now();
    const entry = { userName: seven.workEmail, externalId: null, managerValue: null, units: [], document: {} };
    await directoryUserStore(tx).put({ ...entry, personId: seven.id, removedAt: null, createdAt: now, updatedAt: now });
    await peopleStore(tx).put([{ ...seven, status: 'inactive', updatedAt: now }]);
  });
  await pull();
  expect((await ofId('7'))?.status).toBe('inactive');
});

describe('a system that cannot be read', () => {
  test('costs nobody anything, says why, and is asked again in an hour', async () => {
    await pull();
    clock.advanceBy({ days: 1 });
    bamboohr.faults.push({ status: 500, body: '' });
    expect(await pullDueSources(context, here)).toBe(1);
    expect(await source()).toMatchObject({ lastProblem: expect.stringContaining('answers 500') as unknown });
    expect((await all()).filter(({ status }) => status === 'active')).toHaveLength(20);
    expect(await pullDueSources(context, here)).toBe(0);
    clock.advanceWallBy({ hours: 1 });
    expect(await pullDueSources(context, here)).toBe(1);
    expect(await source()).toMatchObject({ lastProblem: null });
  });

  test('and asks for more time gets it', async () => {
    bamboohr.faults.push({ status: 429, body: '', headers: { 'retry-after': '7200' } });
    expect(await pull()).toMatchObject({ kind: 'failed' });
    expect((await source()).notBefore?.equals(clock.wall().add({ hours: 2 }))).toBe(true);
  });

  test('is not added where it leads inside, nor twice by one name', async () => {
    const options = { absences: false };
    const asked = {
      organizationId: here.organizationId,
      kind: 'workday',
      options,
      credentials: { name: '', secret: 's' },
      actor,
    } as const;
    for (const address of ['http://10.0.0.1/', 'https://hr.internal/', 'https://u:p@hr.acme.example/', 'nonsense']) {
      const added = await addHrSource(context, { ...asked, name: 'third', address, precedence: null });
      expect(added.kind).toBe('address_refused');
    }
    const again = await addHrSource(context, { ...asked, name: 'main', address: bamboohr.origin, precedence: null });
    expect(again.kind).toBe('name_taken');
  });
});

test('every night each is pulled once, and one of a higher place moves the others down', async () => {
  await pull();
  await add('second', 1);
  expect(await inside(async (tx) => (await hrSourceStore(tx).all()).map(({ name }) => name))).toEqual([
    'second',
    'main',
  ]);
  clock.advanceBy({ hours: 20 });
  expect(await pullDueSources(context, here)).toBe(1);
  clock.advanceBy({ hours: 24 });
  expect(await pullDueSources(context, here)).toBe(2);
  expect(await pullDueSources(context, here)).toBe(0);
});

test('its secret stands nowhere in clear', async () => {
  const { credentials } = await source();
  expect(credentials.toString('latin1')).not.toContain(bamboohr.credentials.secret);
});
