import { digestStore } from '@throughline/db/digest-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import * as tables from '@throughline/db/schema/tables.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { expect, test } from 'vitest';
import { erasePerson } from './erase-person.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { recordEvidence } from './record-evidence.ts';
import { removeEmployee } from './remove-employee.ts';
import { savePrep } from './save-prep.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-01-25T10:00:00Z' });
const { db, clock } = context;
const actor = { kind: 'operator' } as const;

/** Ana and Ben after a conversation that was held, one of them named like nothing else. */
async function someoneKnown(who: 'report' | 'manager') {
  clock.set('2027-01-25T10:00:00Z');
  const pair = await aPair({ db });
  const organizationId = pair.organization.id;
  const canary = `Kanarienvogel "${uuid()}"`;
  const known = {
    ...pair[who],
    externalId: `hr-${canary}`,
    givenName: canary,
    familyName: canary,
    displayName: canary,
    workEmail: `canary-${uuid()}@example.com`,
    groups: ['Choir'],
    level: canary,
  };
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([known]));
  const conversationId = await aBookedConversation({ db, pair });
  const now = clock.now();
  const personId = known.id;
  await savePrep(context, { organizationId, conversationId, personId, text: canary, reveal: true });
  for (const { id } of [pair.report, pair.manager])
    await recordEvidence(context, { organizationId, conversationId, personId: id, answer: 'happened' });
  await db.inOrganization(organizationId, async (tx) => {
    const account = { accountSubject: canary, accountEmail: known.workEmail, scopes: [], connectedAt: now };
    const grant = { id: uuid(), personId, provider: 'google', purpose: 'organize', status: 'active' } as const;
    await tx.insert(tables.connection).values({ ...grant, ...account });
    await tx.insert(tables.event).values({
      conversationId,
      connectionId: grant.id,
      generation: 1,
      step: 'invited',
      desiredStep: 'invited',
      desiredVersion: 1,
      draft: { title: canary, start: '2027-01-25T09:00:00Z', end: '2027-01-25T10:00:00Z' },
      startsAt: now.subtract({ hours: 1 }),
      endsAt: now,
      idempotencyId: uuid(),
      marker: uuid(),
      reportResponse: 'accepted',
      organizerResponse: 'accepted',
      createdAt: now,
      updatedAt: now,
    });
    await tx.insert(tables.directoryUser).values({
      personId,
      userName: canary,
      units: [canary],
      document: { displayName: canary },
      createdAt: now,
      updatedAt: now,
    });
    const outgoing = { recipientId: personId, toAddress: known.workEmail, payload: {}, dueAt: now, createdAt: now };
    await tx.insert(tables.outbox).values({
      ...outgoing,
      dedupeKey: uuid(),
      template: 'manager-prep',
      messageId: `<${uuid()}@example.com>`,
      state: 'sent',
    });
    const others = {
      recipientId: pair[who === 'report' ? 'manager' : 'report'].id,
      isoWeek: '2027-W04',
      createdAt: now,
    };
    const content = {
      week: '2027-W04',
      asOf: '2027-01-25',
      figures: { kind: 'withheld' },
      managers: [{ name: canary }],
    };
    await tx.insert(tables.digest).values({ ...others, content });
  });
  const rows = async () => JSON.stringify(await everyRow({ db, organizationId }));
  const erase = () => erasePerson(context, { organizationId, externalId: known.externalId, actor });
  const leave = async () => {
    await removeEmployee(context, { organizationId, personId, actor });
    await openDueConversations(context, { organizationId });
  };
  const words = [canary.slice(0, 10), canary.slice(-20, -1), known.workEmail];
  return { ...pair, organizationId, conversationId, personId, rows, erase, leave, words };
}

test('while a date stands nothing is erased', async () => {
  const pair = await aPair({ db });
  const organizationId = pair.organization.id;
  const externalId = `hr-${pair.manager.id}`;
  const gone = { ...pair.manager, externalId, status: 'inactive' as const };
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([gone]));
  await aBookedConversation({ db, pair });
  const before = await everyRow({ db, organizationId });
  expect(await erasePerson(context, { organizationId, externalId, actor })).toEqual({ kind: 'date_stands' });
  expect(await everyRow({ db, organizationId })).toEqual(before);
});

test.each(['report', 'manager'] as const)('of a %s who left nothing is left but an id and dates', async (who) => {
  const { organizationId, conversationId, personId, report, manager, rows, erase, leave, words } =
    await someoneKnown(who);
  expect(await erase(), 'HR still states them').toEqual({ kind: 'still_here' });
  await leave();
  for (const word of words) expect((await rows()).includes(word), word).toBe(true);
  expect(await erase()).toMatchObject({ kind: 'erased' });
  const left = await rows();
  for (const word of words) expect(left.includes(word), word).toBe(false);

  await db.inOrganization(organizationId, async (tx) => {
    const kept = await conversationStore(tx).byId(conversationId);
    expect(kept).toMatchObject({ state: 'held', grade: 'confirmed_by_both', reportId: report.id });
    expect(await peopleStore(tx).byId(personId)).toMatchObject({
      displayName: 'somebody who left',
      groups: [],
      status: 'inactive',
    });
    expect(await reportingLineStore(tx).all()).toHaveLength(1);
    const other = who === 'report' ? manager.id : report.id;
    const [mail] = await digestStore(tx).allOf({ recipientId: other, limit: 1 });
    expect(mail?.digest.managers).toEqual([{ name: 'somebody who left' }]);
    const recorded = (await tx.select().from(tables.audit)).filter(({ action }) => action === 'person.erased');
    expect(recorded).toMatchObject([{ subjectId: personId, details: {} }]);
  });
  expect(await erase()).toEqual({ kind: 'not_found' });
});
