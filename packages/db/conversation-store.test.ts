import { afterAll, expect, test } from 'vitest';
import { close, open, waitFor } from '@throughline/domain/conversation/conversation.ts';
import { aPolicy, at, day } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { conversationStore } from './conversation-store.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore } from './people-store.ts';
import { policyStore } from './policy-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'conversation store test' });
afterAll(() => db.close());
const now = at('2026-11-02T08:00:00Z');

async function anOpenedConversation() {
  const organization = anOrganization();
  const policy = aPolicy({ id: uuid() });
  const [manager, report] = [aStoredPerson(), aStoredPerson()];
  const opening = () => {
    const due = { dueOn: day('2027-02-01'), why: ['At its place in the rollout.'] };
    const { next, history } = open({
      id: uuid(),
      reportId: report.id,
      managerId: manager.id,
      policyId: policy.id,
      sequence: 1,
      earlyRequest: false,
      due,
      now,
    });
    return { conversation: next, previousId: null, dueWhy: due.why, history };
  };
  const opened = opening();
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await policyStore(tx).publish({ policy, note: null, now });
    await peopleStore(tx).put([manager, report]);
    await conversationStore(tx).openAll({ opened: [opened], now });
  });
  const inStore = <T>(work: (store: ReturnType<typeof conversationStore>) => Promise<T>) =>
    db.inOrganization(organization.id, (tx) => work(conversationStore(tx)));
  const { id } = opened.conversation;
  const read = async () => (await inStore((store) => store.byId(id)))!;
  return { id, opening, inStore, read };
}

test('a conversation comes back as it was opened, with its row of history', async () => {
  const { id, read, inStore } = await anOpenedConversation();
  expect(await read()).toMatchObject({ state: 'due', version: 1, dueWhy: ['At its place in the rollout.'] });
  expect(await inStore((store) => store.history(id))).toMatchObject([{ kind: 'opened', actor: 'throughline' }]);
});

test('a report who has one open gets no second one', async () => {
  const { opening, inStore } = await anOpenedConversation();
  const second = opening();
  expect((await inStore((store) => store.openAll({ opened: [second], now }))).size).toBe(0);
  expect(await inStore((store) => store.byId(second.conversation.id))).toBeNull();
});

test('a transition of something that changed meanwhile is not stored, and leaves no history', async () => {
  const { id, read, inStore } = await anOpenedConversation();
  const before = await read();
  const closed = close({ conversation: before, reason: 'report_left', now });
  const waiting = waitFor({ conversation: before, reason: 'capacity', now });
  if (closed.kind === 'refused' || waiting.kind === 'refused') throw new Error('refused');
  expect(await inStore((store) => store.save({ before, after: closed.next, history: closed.history, now }))).toBe(true);
  expect(await inStore((store) => store.save({ before, after: waiting.next, history: waiting.history, now }))).toBe(
    false,
  );
  expect(await read()).toMatchObject({ state: 'closed', version: 2 });
  expect((await inStore((store) => store.history(id))).map(({ kind }) => kind)).toEqual(['opened', 'closed']);
});

test('another due date asks for another look for a slot', async () => {
  const { read, inStore } = await anOpenedConversation();
  const before = await read();
  const tried = { ...before, planTriedAt: now, planAgainAt: now.add({ hours: 24 }) };
  await inStore((store) => store.save({ before, after: tried, history: null, now }));
  expect((await read()).planAgainAt?.equals(tried.planAgainAt)).toBe(true);
  const standing = await read();
  await inStore((store) =>
    store.save({ before: standing, after: { ...standing, dueOn: day('2027-03-01') }, history: null, now }),
  );
  expect(await read()).toMatchObject({ planTriedAt: null, planAgainAt: null });
});
