import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anEmployee } from '@throughline/hr-systems/testing/an-hr-server.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { importRowStore } from '@throughline/db/import-row-store.ts';
import { carryOutImports } from './carry-out-imports.ts';
import { importPeople } from './import-people.ts';
import { readImportFile } from './read-import-file.ts';
import { removeHrSource } from './remove-hr-source.ts';
import { submitImport } from './submit-import.ts';
import { actor, hrPulls } from './testing/hr-pulls.ts';

const { context, upper, lower, here, add, inside, all, person, ofId, pull, change } = await hrPulls();

describe('of somebody in two systems', () => {
  let second = '';
  beforeEach(async () => {
    second = await add('second');
    // The second system has ids of its own: its 1 is the first one's 2.
    lower.employees = [anEmployee('1', { email: 'person2@acme.example', first: 'Bertie', department: 'Sales' })];
    await pull();
    await pull(second);
  });

  test('what the higher one says stands, whichever is asked last', async () => {
    expect(await ofId('2')).toMatchObject({ externalId: '2', givenName: 'First2', groups: ['Engineering', 'Munich'] });
    expect(await ofId('1')).toMatchObject({ givenName: 'First1' });
    expect(await all()).toHaveLength(20);
    expect(await pull()).toMatchObject({ counts: { updated: 0 } });
    expect(await pull(second)).toMatchObject({ counts: { updated: 0 } });
  });

  test('a manager only the lower one knows is taken from there, and stays', async () => {
    lower.employees = [...lower.employees, anEmployee('4', { email: 'person3@acme.example' })];
    change('1', { managerId: '4' }, lower);
    await pull(second);
    await pull();
    const lines = await inside((tx) => reportingLineStore(tx).all());
    expect(lines).toMatchObject([{ reportId: (await ofId('2'))?.id, managerId: (await ofId('3'))?.id }]);
  });

  test('the lower one makes nobody leave, by its word or by silence', async () => {
    change('1', { isActive: false, ended: '2026-12-31' }, lower);
    expect(await pull(second)).toMatchObject({ counts: { left: 0 } });
    lower.employees = [];
    expect(await pull(second)).toMatchObject({ counts: { left: 0 } });
    expect((await ofId('2'))?.status).toBe('active');
  });

  test('whoever the higher one no longer lists stays as long as the lower one does', async () => {
    upper.employees = upper.employees.filter(({ id }) => id !== '2');
    expect(await pull()).toMatchObject({ counts: { left: 0 } });
    await pull(second);
    expect(await ofId('2')).toMatchObject({ status: 'active', givenName: 'Bertie', groups: ['Sales', 'Munich'] });
    lower.employees = [];
    await pull(second, 1);
    expect((await ofId('2'))?.status).toBe('inactive');
  });

  test('whoever the higher one says has left has left', async () => {
    change('2', { isActive: false, ended: '2026-12-31' });
    expect(await pull()).toMatchObject({ counts: { left: 1 } });
    await pull(second);
    expect((await ofId('2'))?.status).toBe('inactive');
  });

  test('two systems may have the same number for two people', async () => {
    lower.employees = [...lower.employees, anEmployee('9', { email: 'other@acme.example' })];
    await pull(second);
    expect(await person('other@acme.example')).toMatchObject({ externalId: 'second:9' });
    expect(await ofId('9')).toMatchObject({ externalId: '9' });
  });

  test('one that is removed takes nobody along', async () => {
    expect(await removeHrSource(context, { organizationId: here.organizationId, name: 'main', actor })).toBe('removed');
    expect((await all()).filter(({ status }) => status === 'active')).toHaveLength(20);
    expect(await removeHrSource(context, { organizationId: here.organizationId, name: 'main', actor })).toBe(
      'not_found',
    );
  });

  test('a file of everybody makes whom none of them lists leave, and nobody else', async () => {
    const row = (name: string) => ({
      externalId: null,
      givenName: name,
      familyName: 'File',
      workEmail: `${name}@acme.example`,
    });
    const everybody = { unread: [], nobodyMissing: false };
    const { organizationId } = here;
    await importPeople(context, { organizationId, rows: [row('ana'), row('ben')], everybody });
    const { missing } = await importPeople(context, { organizationId, rows: [row('ana')], everybody });
    expect(missing).toEqual([(await person('ben@acme.example'))?.id]);
    expect((await all()).filter(({ status }) => status === 'active')).toHaveLength(21);
  });

  test('what a system says is not taken from a file, whose row says so and is taken otherwise', async () => {
    const { organizationId } = here;
    const before = await ofId('3');
    const text =
      'ID,First name,Last name,Email,Department,Level\n' +
      '3,Other,Name,other3@acme.example,Sales,L5\n' +
      'F-1,Ana,File,ana@acme.example,Sales,L4\n';
    const read = await readImportFile({ bytes: Buffer.from(text), today: Temporal.PlainDate.from('2027-01-25') });
    if (read.kind === 'refused') throw new Error(JSON.stringify(read.troubles));
    const given = { source: 'csv', dryRun: false, everybody: true, hold: false, actor } as const;
    const importId = await submitImport(context, { ...read, ...given, organizationId });
    await carryOutImports(context, { organizationId });
    const rows = await inside((tx) => importRowStore(tx).page({ importId, filter: {}, from: null, limit: 9 }));
    expect(rows.map(({ result, changes, notes }) => ({ result, changes, notes }))).toEqual([
      { result: 'updated', changes: ['level'], notes: ['in_hr_system'] },
      { result: 'created', changes: [], notes: [] },
    ]);
    expect(await ofId('3')).toEqual({ ...before, level: 'L5', updatedAt: context.clock.now() });
    expect(await person('ana@acme.example')).toMatchObject({ givenName: 'Ana', groups: ['Sales'], level: 'L4' });
  });
});
