import { accessStore } from '@throughline/db/access-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { TableName } from '@throughline/db/schema/inventory/column-note.ts';
import { inventory } from '@throughline/db/schema/inventory/inventory.ts';
import * as tables from '@throughline/db/schema/tables.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { at } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { forgetAfterTwoYears } from './forget-after-two-years.ts';
import { forgetSignIns } from './forget-sign-ins.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db, clock } = context;

/** What the inventory says is kept for two years under a works council's terms, whole tables. */
const forgotten = (Object.keys(inventory) as TableName[]).filter((name) =>
  ['conversation', 'twoYears'].includes(inventory[name].usual.kept),
);
const also: readonly TableName[] = ['conversationHistory', 'evidence'];

/** Held on 25 January 2027, with a row of everything that hangs on it. */
async function aLivedConversation({ worksCouncil }: { worksCouncil: boolean }) {
  clock.set('2027-01-25T10:00:00Z');
  const pair = await aPair({ db, organization: { worksCouncil } });
  const organizationId = pair.organization.id;
  const conversationId = await aBookedConversation({ db, pair });
  const now = clock.now();
  const [start, end] = [at('2027-01-25T09:00:00Z'), at('2027-01-25T10:00:00Z')];
  const recipient = { recipientId: pair.manager.id, createdAt: now };
  const ids = { connection: uuid(), event: uuid() };
  await db.inOrganization(organizationId, async (tx) => {
    const author = { conversationId, authorId: pair.report.id, body: Buffer.from('sealed'), updatedAt: now };
    await tx.insert(tables.connection).values({
      id: ids.connection,
      personId: pair.manager.id,
      provider: 'google',
      purpose: 'organize',
      status: 'active',
      accountSubject: 'ben',
      accountEmail: 'ben@example.com',
      scopes: [],
      connectedAt: now,
    });
    await tx.insert(tables.event).values({
      id: ids.event,
      conversationId,
      connectionId: ids.connection,
      generation: 1,
      step: 'invited',
      desiredStep: 'invited',
      desiredVersion: 1,
      draft: { start: String(start), end: String(end) },
      startsAt: start,
      endsAt: end,
      idempotencyId: 'one',
      marker: 'marker',
      reportResponse: 'accepted',
      organizerResponse: 'accepted',
      createdAt: now,
      updatedAt: now,
    });
    const conflict = { side: 'report', kind: 'busy', startsAt: start, endsAt: end, seenAt: now } as const;
    await tx.insert(tables.eventConflict).values({ ...conflict, eventId: ids.event, stoodAt: start });
    const slots = [{ start, end }];
    const picked = { pickedStartsAt: start, pickedById: pair.report.id, pickedAt: start, eventId: ids.event };
    await tx.insert(tables.proposal).values({ conversationId, slots, offeredAt: start, expiresAt: end, ...picked });
    await tx.insert(tables.agenda).values({
      conversationId,
      template: 'first',
      templateVersion: 1,
      sections: [],
      createdAt: now,
    });
    await tx.insert(tables.prep).values(author);
    await tx.insert(tables.handover).values({ ...author, readerId: pair.manager.id });
    await tx.insert(tables.nudge).values({
      conversationId,
      step: 'report',
      who: 'report',
      occasion: 'before_due',
      recipientId: pair.report.id,
      mailKey: 'one',
      takenAt: now,
    });
    await tx.insert(tables.dueRequest).values({
      conversationId,
      askedById: pair.report.id,
      kind: 'later',
      askedAt: now,
      fromEarlyRequest: false,
      dueOn: Temporal.PlainDate.from('2027-03-01'),
      fromDueOn: Temporal.PlainDate.from('2027-02-01'),
    });
    await tx.insert(tables.digest).values({ ...recipient, isoWeek: '2027-W04', content: {} });
    await tx.insert(tables.outbox).values({
      ...recipient,
      dedupeKey: 'one',
      template: 'manager-prep',
      toAddress: 'ben@example.com',
      payload: {},
      messageId: '<one@example.com>',
      state: 'sent',
      dueAt: now,
    });
  });
  const { report, manager } = pair;
  for (const personId of [report.id, manager.id])
    await recordEvidence(context, { organizationId, conversationId, personId, answer: 'happened' });
  return { ...pair, organizationId, conversationId, rows: () => everyRow({ db, organizationId }) };
}

const ofConversation = (rows: readonly string[] | undefined, id: string) =>
  (rows ?? []).filter((row) => row.includes(id) || !row.includes('conversationId'));

test('where a works council’s terms hold, two years after a conversation its dates are left and nothing else of it', async () => {
  const { organizationId, conversationId, rows } = await aLivedConversation({ worksCouncil: true });
  const input = { organizationId };
  expect(forgotten).toEqual(
    expect.arrayContaining([...also, 'event', 'prep', 'proposal', 'nudge', 'outbox', 'digest']),
  );
  const before = await rows();
  for (const name of forgotten) expect(ofConversation(before[name], conversationId), name).not.toEqual([]);

  clock.set('2029-01-24T10:00:00Z');
  expect(await forgetAfterTwoYears(context, input)).toBe(0);
  expect(await rows()).toEqual(before);

  clock.set('2029-01-26T10:00:00Z');
  expect(await forgetAfterTwoYears(context, input)).toBe(3);
  const after = await rows();
  for (const name of forgotten) expect(ofConversation(after[name], conversationId), name).toEqual([]);
  const kept = await db.inOrganization(organizationId, (tx) => conversationStore(tx).byId(conversationId));
  expect(kept).toMatchObject({ state: 'held', grade: 'confirmed_by_both' });
  expect(kept?.heldOn?.toString()).toBe('2027-01-25');
  // The next one, which is open, has its history.
  expect(after['conversationHistory']).toHaveLength(1);
  expect(await forgetAfterTwoYears(context, input)).toBe(0);
});

test('elsewhere all of it stays', async () => {
  const { organizationId, rows } = await aLivedConversation({ worksCouncil: false });
  const before = await rows();
  clock.set('2037-01-26T10:00:00Z');
  expect(await forgetAfterTwoYears(context, { organizationId })).toBe(0);
  expect(await rows()).toEqual(before);
});

test('sign-ins are kept for thirty days after they are over', async () => {
  const { organizationId, report } = await aLivedConversation({ worksCouncil: false });
  const wall = clock.wall();
  await db.inOrganization(organizationId, async (tx) => {
    const expiresAt = wall.add({ hours: 12 });
    const session = { tokenHash: Buffer.from('hash'), personId: report.id, method: 'google', createdAt: wall } as const;
    await accessStore(tx).openSession({ ...session, expiresAt });
    await accessStore(tx).addSignInLink({ personId: report.id, returnTo: '/', expiresAt });
  });
  clock.advanceWallBy({ hours: 30 * 24 });
  expect(await forgetSignIns(context, { organizationId })).toBe(0);
  clock.advanceWallBy({ hours: 13 });
  expect(await forgetSignIns(context, { organizationId })).toBe(2);
});
