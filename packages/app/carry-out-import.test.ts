import { auditStore } from '@throughline/db/audit-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import { expect, test } from 'vitest';
import { addWebhookEndpoint } from './add-webhook-endpoint.ts';
import { carryOutImports } from './carry-out-imports.ts';
import { aFileOffice, file, operator, someone } from './testing/a-file-office.ts';
import { testContext } from './testing/test-context.ts';
import { withdrawImport } from './withdraw-import.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const { db, clock } = context;
const anOffice = () => aFileOffice(context);

test('a file comes in, the same file again changes nothing, and a change says which fields', async () => {
  const office = await anOffice();
  const first = await office.take(file(someone('ana', 'ben'), someone('ben')));
  expect(first).toMatchObject({ state: 'completed', rowsDone: 2, counts: { created: 2, leaving: 0 } });
  expect(await office.managers()).toEqual(['ana → ben']);
  const before = await office.people();
  clock.advanceBy({ hours: 1 });
  const again = await office.take(file(someone('ana', 'ben'), someone('ben')));
  expect(again).toMatchObject({ state: 'completed', counts: { created: 0, updated: 0, unchanged: 2 } });
  expect(await office.people()).toEqual(before);
  const changed = await office.take(file(someone('ana', '', 'Design'), someone('ben', 'ana')));
  expect(await office.rows(changed.id)).toEqual([
    '2 updated ana@x.example groups manager',
    '3 updated ben@x.example manager',
  ]);
});

test('a dry run says what would happen, row by row, and nothing does', async () => {
  const office = await anOffice();
  await office.take(
    file(someone('ana', 'ben'), someone('ben'), ...Array.from({ length: 18 }, (_, at) => someone(`p${at}`))),
  );
  const before = await office.everything();
  const dry = await office.take(
    file(
      someone('ana', 'zed', 'Design'),
      someone('new', 'ana'),
      'ben,Ben,Ruiz,nobody,,Sales\n',
      someone('ana'),
      ...Array.from({ length: 17 }, (_, at) =>
        someone(`p${at}`, at === 0 ? 'p1' : at === 1 ? 'p0' : at === 2 ? 'p2' : ''),
      ),
    ),
    { dryRun: true },
  );
  expect(dry).toMatchObject({
    state: 'completed',
    counts: {
      created: 1,
      updated: 3,
      unchanged: 15,
      refused: 2,
      leaving: 1,
      present: 20,
      managersUnknown: 1,
      inCycles: 2,
    },
  });
  const rows = await office.rows(dry.id);
  expect(rows.filter((row) => !row.includes('unchanged'))).toEqual([
    '2 updated ana@x.example groups manager manager_unknown',
    '3 created new@x.example',
    '4 refused – Email is not a mail address',
    '5 refused ana@x.example remote_id is the person of an earlier row',
    '6 updated p0@x.example manager in_a_cycle',
    '7 updated p1@x.example manager in_a_cycle',
    '– leaving p17@x.example',
  ]);
  expect(rows).toContain('8 unchanged p2@x.example own_manager');
  const after = await office.everything();
  const kept = ({ importRun: _run, importRow: _row, ...others }: typeof after) => others;
  expect(kept(after)).toEqual(kept(before));
});

test('a tenth may leave; one more waits for somebody to say so by number, and is done then', async () => {
  const office = await anOffice();
  const people = Array.from({ length: 20 }, (_, at) => someone(`p${at}`));
  await office.take(file(...people));
  expect(await office.take(file(...people.slice(2)))).toMatchObject({
    state: 'completed',
    counts: { leaving: 2, present: 20 },
  });
  expect(await office.here()).toHaveLength(18);

  const paused = await office.take(file(...people.slice(4)));
  expect(paused).toMatchObject({ state: 'waiting_for_approval', counts: { leaving: 2, present: 18 }, endedAt: null });
  expect(await office.here()).toHaveLength(18);
  expect(await office.approve(paused.id, 3)).toEqual({ kind: 'other_number', leaving: 2 });
  expect(await office.approve(paused.id, 2)).toEqual({ kind: 'approved' });
  expect(await office.approve(paused.id, 2)).toEqual({ kind: 'not_waiting' });
  await carryOutImports(context, office);
  expect(await office.run(paused.id)).toMatchObject({
    state: 'completed',
    approvedLeaving: 2,
    approvedByKind: 'operator',
  });
  expect(await office.here()).toHaveLength(16);
  const [entry, approved] = await db.inOrganization(office.organizationId, (tx) => auditStore(tx).latest({ limit: 2 }));
  expect(new Set([entry?.action, approved?.action])).toEqual(new Set(['import.approved', 'people.imported']));
});

test('an approval does not hold for more than it named', async () => {
  const office = await anOffice();
  const people = Array.from({ length: 10 }, (_, at) => someone(`p${at}`));
  await office.take(file(...people.slice(0, 8)));
  const paused = await office.take(file(...people.slice(0, 6)));
  await office.approve(paused.id, 2);
  // Two more came meanwhile, and the file does not have them.
  await office.take(file(...people.slice(8)), { everybody: false });
  expect(await office.run(paused.id)).toMatchObject({ state: 'completed' });
  const held = await office.take(file(...people.slice(0, 6)));
  expect(held).toMatchObject({ state: 'waiting_for_approval', counts: { leaving: 2 } });
});

test('rows wait no longer than needed: done, withdrawn, overtaken or forgotten, nothing of them is kept', async () => {
  const office = await anOffice();
  const people = Array.from({ length: 5 }, (_, at) => someone(`p${at}`));
  await office.take(file(...people));
  const parts = async () => (await office.everything())['importPart'];
  expect(await parts()).toEqual([]);
  const withdrawn = await office.take(file(...people.slice(2)));
  expect(await parts()).toHaveLength(1);
  expect(
    await withdrawImport(context, { organizationId: office.organizationId, importId: withdrawn.id, actor: operator }),
  ).toBe('withdrawn');
  expect(await parts()).toEqual([]);
  const overtaken = await office.take(file(...people.slice(2)));
  await office.take(file(...people));
  expect(await office.run(overtaken.id)).toMatchObject({ state: 'withdrawn', endedBecause: 'overtaken' });
  const forgotten = await office.take(file(...people.slice(2)));
  clock.advanceBy({ hours: 24 * 7 + 1 });
  await carryOutImports(context, office);
  expect(await office.run(forgotten.id)).toMatchObject({ state: 'withdrawn', endedBecause: 'expired' });
  expect(await parts()).toEqual([]);
  expect(await office.here()).toHaveLength(5);
});

test('what breaks off in the middle is not half done, and the next turn does it once; what breaks every time is given up', async () => {
  const office = await anOffice();
  const id = await office.submit(file(someone('ana', 'ben'), someone('ben')));
  const broken = {
    ...context,
    db: {
      ...db,
      inOrganization: <T>(organizationId: string, work: (tx: never) => Promise<T>) =>
        db.inOrganization(organizationId, async (tx) => {
          const result = await work(tx as never);
          if ((await importStore(tx).byId(id))?.state === 'completed') throw new Error('the power is off');
          return result;
        }),
    },
  };
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await expect(carryOutImports(broken, office)).rejects.toThrow('the power is off');
    expect(await office.people()).toEqual([]);
  }
  await Promise.all([carryOutImports(context, office), carryOutImports(context, office)]);
  expect(await office.run(id)).toMatchObject({ state: 'completed' });
  expect(await office.here()).toEqual(['ana', 'ben']);
});

test('whoever asked is told that it is done, by id and state alone; of a dry run nobody is', async () => {
  const office = await anOffice();
  const { organizationId } = office;
  const endpoint = { url: 'http://127.0.0.1:9/', description: '', eventTypes: null };
  expect(await addWebhookEndpoint(context, { organizationId, actor: operator, ...endpoint })).toMatchObject({
    kind: 'added',
  });
  await office.take(file(someone('ana')), { dryRun: true });
  const { id } = await office.take(file(someone('ana')));
  const { webhookEvent } = await office.everything();
  expect(webhookEvent?.map((row) => JSON.parse(row) as object)).toMatchObject([
    { type: 'import.completed', data: { import_id: id, state: 'completed' } },
  ]);
});
