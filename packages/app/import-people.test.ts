import { absenceStore } from '@throughline/db/absence-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { createOrganization } from './create-organization.ts';
import type { EmployeeRow } from './employee-row.ts';
import { importPeople } from './import-people.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const { db, clock } = context;
let organizations = 0;

async function anImport() {
  organizations += 1;
  const created = await createOrganization(context, {
    slug: `import-${organizations}`,
    name: 'Example',
    mailDomains: ['example.com'],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor: { kind: 'operator' },
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  return {
    organizationId,
    take: (...rows: readonly EmployeeRow[]) => importPeople(context, { organizationId, rows }),
    people: () => db.inOrganization(organizationId, (tx) => peopleStore(tx).all()),
    /** As 'report → manager, from – to', by external id, in the order in which they held. */
    lines: () =>
      db.inOrganization(organizationId, async (tx) => {
        const people = new Map((await peopleStore(tx).all()).map((person) => [person.id, person.externalId]));
        const lines = await reportingLineStore(tx).all();
        return lines.map(
          ({ reportId, managerId, validFrom, validTo }) =>
            `${people.get(reportId)} → ${people.get(managerId) ?? managerId}, ${validFrom.toString()} – ${validTo?.toString() ?? ''}`,
        );
      }),
    leaves: () =>
      db.inOrganization(organizationId, async (tx) =>
        (await absenceStore(tx).leaves()).map(
          ({ startsOn, endsOn }) => `${startsOn.toString()} – ${endsOn.toString()}`,
        ),
      ),
  };
}

function aRow(externalId: string, given: Partial<EmployeeRow> = {}): EmployeeRow {
  return { externalId, givenName: externalId, familyName: 'Ruiz', workEmail: `${externalId}@example.com`, ...given };
}

test('people come in whatever the order, and the same rows again change nothing', async () => {
  const { take, people, lines } = await anImport();
  const rows = [
    aRow('ana', { manager: { externalId: 'ben' } }),
    aRow('ben', { manager: null, timeZone: 'Europe/Berlin' }),
  ];
  const first = await take(...rows);
  expect(first.rows.map(({ kind }) => kind)).toEqual(['created', 'created']);
  expect(first).toMatchObject({ awaitedManagers: [], cycles: [] });
  expect(await lines()).toEqual(['ana → ben, 2026-11-02 – ']);

  const before = await people();
  clock.advanceBy({ days: 1 });
  expect((await take(...rows)).rows.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
  expect(await people()).toEqual(before);
  expect(await lines()).toEqual(['ana → ben, 2026-11-02 – ']);
  clock.advanceBy({ days: -1 });
});

test('two imports of the same rows at once add each person once', async () => {
  const { take, people } = await anImport();
  const rows = [aRow('ana', { manager: { externalId: 'ben' } }), aRow('ben')];
  await Promise.all([take(...rows), take(...rows), take(...rows)]);
  expect(new Set((await people()).map(({ externalId }) => externalId))).toEqual(new Set(['ana', 'ben']));
  expect(await people()).toHaveLength(2);
});

test('a manager who arrives in a later import takes their place then', async () => {
  const { take, lines } = await anImport();
  expect(await take(aRow('ana', { manager: { externalId: 'ben' } }))).toMatchObject({ awaitedManagers: ['ben'] });
  expect(await lines()).toEqual(['ana → awaited:ben, 2026-11-02 – ']);
  expect(await take(aRow('ben'))).toMatchObject({ awaitedManagers: [] });
  expect(await lines()).toEqual(['ana → ben, 2026-11-02 – ']);
});

test('what a row leaves out stays, what it says is none goes', async () => {
  const { take, people } = await anImport();
  await take(
    aRow('ana', { timeZone: 'Asia/Kolkata', level: 'L4', workingHours: { 1: [{ from: '09:00', to: '17:00' }] } }),
  );
  expect((await take(aRow('ana', { level: null }))).rows[0]).toMatchObject({ kind: 'updated' });
  expect(await people()).toMatchObject([
    { timeZone: 'Asia/Kolkata', level: null, workingHours: { 1: [{ from: '09:00', to: '17:00' }] } },
  ]);
});

test('a new manager begins on the stated day, today if none is stated, and the old line ends there', async () => {
  const { take, lines } = await anImport();
  await take(aRow('ben'), aRow('cleo'), aRow('ana', { manager: { externalId: 'ben', since: day('2025-01-01') } }));
  await take(aRow('ana', { manager: { externalId: 'cleo' } }));
  expect(await lines()).toEqual(['ana → ben, 2025-01-01 – 2026-11-02', 'ana → cleo, 2026-11-02 – ']);
  await take(aRow('ana', { manager: { externalId: 'ben', since: day('2027-01-01') } }));
  expect(await lines()).toEqual([
    'ana → ben, 2025-01-01 – 2026-11-02',
    'ana → cleo, 2026-11-02 – 2027-01-01',
    'ana → ben, 2027-01-01 – ',
  ]);
});

test('a corrected start of the present line corrects it instead of adding another', async () => {
  const { take, lines } = await anImport();
  await take(aRow('ben'), aRow('ana', { manager: { externalId: 'ben' } }));
  await take(aRow('ana', { manager: { externalId: 'ben', since: day('2024-05-01') } }));
  expect(await lines()).toEqual(['ana → ben, 2024-05-01 – ']);
});

test('people who report to each other in a circle are taken and reported', async () => {
  const { take } = await anImport();
  const { rows, cycles } = await take(
    aRow('ana', { manager: { externalId: 'ben' } }),
    aRow('ben', { manager: { externalId: 'cleo' } }),
    aRow('cleo', { manager: { externalId: 'ana' } }),
  );
  const ids = rows.flatMap((row) => (row.kind === 'refused' ? [] : [row.personId]));
  expect(cycles.map((cycle) => cycle.toSorted())).toEqual([ids.toSorted()]);
});

test('a row that cannot be taken says why and holds up no other', async () => {
  const { take, people } = await anImport();
  await take(aRow('ana'));
  const { rows } = await take(
    aRow('ben', { workEmail: 'ANA@example.com' }),
    aRow('cleo', { manager: { externalId: 'cleo' } }),
    aRow('dia'),
    aRow('dia', { givenName: 'Again' }),
  );
  expect(rows).toMatchObject([
    { kind: 'refused', reason: 'email_taken' },
    { kind: 'refused', reason: 'own_manager' },
    { kind: 'created' },
    { kind: 'refused', reason: 'repeated' },
  ]);
  expect((await people()).map(({ givenName }) => givenName)).toEqual(['ana', 'dia']);
});

test('somebody known by address alone takes on the external id they are sent with', async () => {
  const { take, people } = await anImport();
  await take({ ...aRow('ana'), externalId: null });
  const [before] = await people();
  expect((await take(aRow('ana'))).rows).toEqual([{ kind: 'updated', personId: before!.id }]);
  expect(await people()).toMatchObject([{ id: before!.id, externalId: 'ana' }]);
});

test('leave is what the last row listed', async () => {
  const { take, leaves } = await anImport();
  const leave = (from: string, to: string) => ({ externalId: null, startsOn: day(from), endsOn: day(to) });
  await take(aRow('ana', { leaves: [leave('2026-12-01', '2026-12-05'), leave('2027-01-11', '2027-01-15')] }));
  await take(aRow('ana'));
  expect(await leaves()).toEqual(['2026-12-01 – 2026-12-05', '2027-01-11 – 2027-01-15']);
  await take(aRow('ana', { leaves: [leave('2026-12-01', '2026-12-12')] }));
  expect(await leaves()).toEqual(['2026-12-01 – 2026-12-12']);
});

test('somebody who comes back is the same person, by external id or by address, whatever number they are given', async () => {
  const { take, people } = await anImport();
  const first = await take(
    aRow('ana', { startDate: day('2020-01-06'), endDate: day('2026-03-31') }),
    aRow('ben', { startDate: day('2020-01-06'), status: 'inactive' }),
  );
  const again = await take(
    aRow('ana', { startDate: day('2026-10-05') }),
    aRow('ben-2', { workEmail: 'ben@example.com', startDate: day('2026-10-05') }),
  );
  expect(again.rows).toEqual(first.rows.map((row) => ({ ...row, kind: 'updated' })));
  // Ids made within one millisecond are in no order.
  const byExternalId = (await people()).toSorted((one, other) =>
    (one.externalId ?? '') < (other.externalId ?? '') ? -1 : 1,
  );
  expect(byExternalId).toMatchObject([
    { externalId: 'ana', endDate: null, status: 'active', startDate: day('2026-10-05') },
    { externalId: 'ben-2', endDate: null, status: 'active', startDate: day('2026-10-05') },
  ]);
});

test('an address that somebody at work has is nobody else’s, and an end that is stated stands', async () => {
  const { take, people } = await anImport();
  await take(aRow('ana', { startDate: day('2020-01-06') }));
  const other = aRow('ana-2', { workEmail: 'ana@example.com', startDate: day('2026-10-05') });
  expect((await take(other)).rows).toEqual([{ kind: 'refused', reason: 'email_taken' }]);
  await take(aRow('ana', { startDate: day('2020-01-06'), endDate: day('2026-12-31') }));
  expect(await people()).toMatchObject([{ endDate: day('2026-12-31') }]);
});
