import { asSession } from '@throughline/testing/as-session.ts';
import { afterAll, expect, test } from 'vitest';
import pg from 'pg';
import { exportAudit } from './export-audit.ts';
import { sealAudit } from './seal-audit.ts';
import { anAudit } from './testing/an-audit.ts';
import { testContext } from './testing/test-context.ts';
import { verifyAudit } from './verify-audit.ts';

const context = await testContext();
const { clock, appUrl, adminUrl } = context;
const app = new pg.Client({ connectionString: appUrl });
await app.connect();
afterAll(() => app.end());

const begin = async (organizationId: string) => {
  await app.query('BEGIN');
  await app.query("SELECT set_config('throughline.organization_id', $1, true)", [organizationId]);
};
const insert = `INSERT INTO audit (at, actor_kind, action, subject_kind, details)
  VALUES ('2027-01-20T09:00:00Z', 'operator', 'late', 'organization', '{}')`;
const verified = (organizationId: string) => verifyAudit(context, { organizationId, checkpoint: null });

test('everything written since the last seal comes under one seal, which names the one before it', async () => {
  const { organizationId, write, sealAll, inStore } = await anAudit(context);
  await write(3);
  await sealAll();
  clock.advanceBy({ minutes: 1 });
  await write(2);
  await write(1);
  await sealAll();
  const seals = await inStore((store) => store.seals({ after: 0, limit: 10 }));
  expect(seals.map(({ sequence }) => sequence)).toEqual(seals.map((_, index) => index + 1));
  expect(seals.reduce((sum, { entries }) => sum + entries, 0)).toBe(6);
  expect(seals[1]?.previousHash).toEqual(seals[0]?.hash);
  expect(seals.at(-1)?.sealedAt.equals(clock.now())).toBe(true);
  expect(await verified(organizationId)).toMatchObject({ entries: 6, findings: [], unsealed: { entries: 0 } });
});

test('when nothing happened nothing is written', async () => {
  const { organizationId, write, sealAll, inStore } = await anAudit(context);
  expect(await sealAudit(context, { organizationId })).toBe(0);
  await write(1);
  await sealAll();
  const before = await inStore((store) => store.last());
  expect(await sealAudit(context, { organizationId })).toBe(0);
  expect(await inStore((store) => store.last())).toEqual(before);
});

test('what commits late comes into a later seal, never below an earlier one', async () => {
  const { organizationId, write, sealAll, inStore } = await anAudit(context);
  await write(1);
  await sealAll();
  const sealedBefore = (await inStore((store) => store.last()))?.sequence;
  await begin(organizationId);
  await app.query(insert);
  // Later in every number, and yet it waits for the one that still runs.
  await write(1);
  expect(await sealAudit(context, { organizationId })).toBe(0);
  await app.query('COMMIT');
  await sealAll();
  const { entries, findings, last } = await verified(organizationId);
  expect({ entries, findings }).toEqual({ entries: 3, findings: [] });
  expect(last?.sequence).toBeGreaterThan(sealedBefore ?? 0);
});

test('what is rolled back is in no seal', async () => {
  const { organizationId, write, sealAll } = await anAudit(context);
  await begin(organizationId);
  await app.query(insert);
  await app.query('ROLLBACK');
  await write(1);
  await sealAll();
  expect(await verified(organizationId)).toMatchObject({ entries: 1, findings: [] });
});

test('many workers at once make one chain', async () => {
  const { organizationId, write, sealAll } = await anAudit(context);
  for (let round = 0; round < 5; round += 1) {
    await write(2);
    await Promise.all(Array.from({ length: 5 }, () => sealAudit(context, { organizationId })));
  }
  await sealAll();
  expect(await verified(organizationId)).toMatchObject({ entries: 10, findings: [] });
});

test('a dump restored in another cluster, which counts transactions anew, goes on with the chain', async () => {
  const { organizationId, write, sealAll, inStore } = await anAudit(context);
  await write(2);
  await sealAll();
  await write(1);
  await asSession(adminUrl, async (superuser) => {
    await superuser.query(
      'UPDATE audit SET cluster_id = 7, written_in = (900000000000 + number)::text::xid8 FROM (SELECT id, row_number() OVER (ORDER BY written_in, id) AS number FROM audit WHERE organization_id = $1) n WHERE n.id = audit.id',
      [organizationId],
    );
    await superuser.query('DELETE FROM audit_seal WHERE organization_id = $1', [organizationId]);
  });
  await sealAudit(context, { organizationId });
  expect(await inStore((store) => store.last())).toMatchObject({ clusterId: '7', sequence: 1, entries: 3 });
  await asSession(adminUrl, (superuser) =>
    superuser.query(
      "INSERT INTO audit SELECT uuidv7(), organization_id, at, actor_kind, actor_id, action, subject_kind, subject_id, details, 7, '900000000100' FROM audit WHERE organization_id = $1 LIMIT 1",
      [organizationId],
    ),
  );
  await write(1);
  expect((await verified(organizationId)).findings).toEqual([]);
  await sealAll();
  const seals = await inStore((store) => store.seals({ after: 0, limit: 10 }));
  expect(seals.map(({ entries }) => entries)).toEqual([3, 1, 1]);
  expect(await verified(organizationId)).toMatchObject({ entries: 5, findings: [] });
});

test('the application can neither change, remove, nor place what it wrote, nor a seal', async () => {
  const { organizationId, write, sealAll } = await anAudit(context);
  await write(1);
  await sealAll();
  const attempts = [
    "UPDATE audit SET action = 'other'",
    'DELETE FROM audit',
    'TRUNCATE audit',
    insert.replace('(at,', '(written_in, at,').replace('VALUES (', "VALUES ('5', "),
    insert.replace('(at,', '(id, at,').replace('VALUES (', 'VALUES (uuidv7(), '),
    insert.replace('(at,', '(cluster_id, at,').replace('VALUES (', 'VALUES (5, '),
    'UPDATE audit_seal SET entries = 2',
    'DELETE FROM audit_seal',
    'TRUNCATE audit_seal',
  ];
  for (const attempt of attempts) {
    await begin(organizationId);
    await expect(app.query(attempt), attempt).rejects.toThrow('permission denied');
    await app.query('ROLLBACK');
  }
});

test('one organisation’s chain knows nothing of another’s', async () => {
  const [here, there] = [await anAudit(context), await anAudit(context)];
  await here.write(2);
  await there.write(3);
  await here.sealAll();
  await there.sealAll();
  expect(await verified(here.organizationId)).toMatchObject({ entries: 2, findings: [] });
  expect(await verified(there.organizationId)).toMatchObject({ entries: 3, findings: [] });
});

test('more entries than are read at once come under one seal', async () => {
  const { organizationId, sealAll, inStore } = await anAudit(context);
  await asSession(adminUrl, (superuser) =>
    superuser.query(
      `INSERT INTO audit (organization_id, at, actor_kind, action, subject_kind, details)
       SELECT $1, now(), 'throughline', 'many', 'organization', '{}' FROM generate_series(1, 12000)`,
      [organizationId],
    ),
  );
  await sealAll();
  expect(await inStore((store) => store.last())).toMatchObject({ sequence: 1, entries: 12_000 });
  expect(await verified(organizationId)).toMatchObject({ entries: 12_000, findings: [] });
});

test('an export is the chain’s own text, what is not sealed yet last, and says that it was made', async () => {
  const { organizationId, write, sealAll } = await anAudit(context);
  await write(2);
  await sealAll();
  const lines: string[] = [];
  const input = {
    organizationId,
    actor: { kind: 'operator' } as const,
    write: (line: string) => void lines.push(line),
  };
  expect(await exportAudit(context, input)).toEqual({ entries: 3 });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { details: { number: 1 }, organization_id: organizationId },
    { details: { number: 2 } },
    { seal: { sequence: 1, entries: 2 }, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { action: 'audit.exported', actor_kind: 'operator' },
  ]);
  expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
});
