import { auditStore } from '@throughline/db/audit-store.ts';
import { expect, test } from 'vitest';
import { createOrganization } from './create-organization.ts';
import { grantRole } from './grant-role.ts';
import { importPeople } from './import-people.ts';
import { openSession } from './open-session.ts';
import { putEmployee } from './put-employee.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const operator = { kind: 'operator' } as const;
const hrSystem = { kind: 'api_key', id: '01990000-0000-7000-8000-000000000001' } as const;
let organizations = 0;

async function anOrganizationWithAna() {
  organizations += 1;
  const created = await createOrganization(context, {
    slug: `acts-${organizations}`,
    name: 'Example',
    mailDomains: [`acts-${organizations}.example`],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor: operator,
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const ana = {
    externalId: '1',
    givenName: 'Ana',
    familyName: 'Canary',
    workEmail: `ana@acts-${organizations}.example`,
  };
  const imported = await importPeople(context, { organizationId, rows: [ana], actor: hrSystem });
  const [row] = imported.rows;
  if (row?.kind !== 'created') throw new Error('Ana was not taken in');
  const { personId } = row;
  const onRecord = () => context.db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 50 }));
  return { organizationId, ana, personId, onRecord };
}

test('the first policy is on record as published', async () => {
  const { onRecord } = await anOrganizationWithAna();
  expect((await onRecord()).find(({ action }) => action === 'policy.published')).toMatchObject({
    actorKind: 'operator',
    subjectKind: 'policy',
    details: { key: 'everyone', version: 1 },
  });
});

test('an import is on record with how many rows it changed, and one that changes nothing is not', async () => {
  const { organizationId, ana, personId, onRecord } = await anOrganizationWithAna();
  const imports = async () => (await onRecord()).filter(({ action }) => action === 'people.imported');
  expect(await imports()).toMatchObject([
    {
      actorKind: 'api_key',
      actorId: hrSystem.id,
      subjectId: personId,
      details: { created: 1, updated: 0, refused: 0 },
    },
  ]);
  await importPeople(context, { organizationId, rows: [ana], actor: hrSystem });
  expect(await imports()).toHaveLength(1);
  const ben = { ...ana, externalId: '2', givenName: 'Ben', workEmail: `ben@acts-${organizations}.example` };
  await importPeople(context, { organizationId, rows: [{ ...ana, givenName: 'Anna' }, ben, ben], actor: hrSystem });
  expect((await imports())[0]).toMatchObject({
    subjectKind: 'organization',
    subjectId: organizationId,
    details: { created: 1, updated: 1, refused: 1 },
  });
});

test('a change over the API is on record as the key’s', async () => {
  const { organizationId, personId, onRecord } = await anOrganizationWithAna();
  const change = { level: 'L5' };
  expect(await putEmployee(context, { organizationId, personId, change, actor: hrSystem })).toMatchObject({
    kind: 'updated',
  });
  expect((await onRecord())[0]).toMatchObject({ action: 'people.imported', actorId: hrSystem.id, subjectId: personId });
});

test('a sign-in of somebody with a role is on record, anybody else’s is not', async () => {
  const { organizationId, ana, personId, onRecord } = await anOrganizationWithAna();
  const sessions = async () => (await onRecord()).filter(({ action }) => action === 'session.opened');
  await openSession(context, { organizationId, personId, method: 'mailed_link' });
  expect(await sessions()).toEqual([]);
  for (const role of ['hr', 'administrator'] as const) {
    await grantRole(context, { organizationId, workEmail: ana.workEmail, role, actor: operator });
  }
  await openSession(context, { organizationId, personId, method: 'google' });
  expect(await sessions()).toMatchObject([
    { actorId: personId, subjectId: personId, details: { method: 'google', roles: 'administrator hr' } },
  ]);
});

test('no name and no address is on record', async () => {
  const { organizationId, ana, personId, onRecord } = await anOrganizationWithAna();
  await grantRole(context, { organizationId, workEmail: ana.workEmail, role: 'hr', actor: operator });
  await openSession(context, { organizationId, personId, method: 'google' });
  const rows = await onRecord();
  expect(rows.length).toBeGreaterThanOrEqual(5);
  expect(JSON.stringify(rows)).not.toMatch(/ana|canary|@/i);
});
