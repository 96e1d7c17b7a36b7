import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import { expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db, clock } = context;

async function anEndedConversation() {
  clock.set('2027-01-25T10:00:00Z');
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  const read = () =>
    db.inOrganization(organizationId, async (tx) => {
      const conversations = conversationStore(tx);
      return {
        conversation: await conversations.byId(conversationId),
        successor: await conversations.successorOf(conversationId),
        history: await conversations.history(conversationId),
      };
    });
  const say = (person: 'report' | 'manager', answer: AnswerKind) =>
    recordEvidence(context, { organizationId, conversationId, personId: pair[person].id, answer });
  return { ...pair, organizationId, conversationId, read, say };
}

test('the report confirms: held at once, and the next one is due a full interval later', async () => {
  const { say, read } = await anEndedConversation();
  expect(await say('report', 'happened')).toEqual({
    kind: 'recorded',
    side: 'report',
    answer: 'happened',
    mayTellPulse: false,
  });
  const { conversation, successor, history } = await read();
  expect(conversation).toMatchObject({ state: 'held', grade: 'confirmed' });
  expect(conversation?.heldOn?.toString()).toBe('2027-01-25');
  expect(successor).toMatchObject({
    state: 'due',
    sequence: 2,
    dueWhy: ['180 days after the conversation on 2027-01-25.'],
  });
  expect(successor?.dueOn.toString()).toBe('2027-07-24');
  expect(history.map(({ kind, actor }) => `${kind} by ${actor}`)).toEqual([
    'opened by throughline',
    'booked by throughline',
    'ended by throughline',
    'held by report',
  ]);
});

test('both confirm: it says so, and there is still one successor', async () => {
  const { say, read } = await anEndedConversation();
  await say('report', 'happened');
  await say('manager', 'happened');
  expect((await read()).conversation).toMatchObject({ state: 'held', grade: 'confirmed_by_both' });
});

test('the manager says it did not happen: needs a date now', async () => {
  const { say, read } = await anEndedConversation();
  await say('manager', 'did_not_happen');
  const { conversation, successor } = await read();
  expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'none', heldOn: null });
  expect(successor?.dueOn.toString()).toBe('2027-01-25');
});

test('the manager says it was part of the 1:1: needs a date now, at once', async () => {
  const { say, read } = await anEndedConversation();
  await say('manager', 'folded_into_one_on_one');
  const { conversation, successor, history } = await read();
  expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'none', heldOn: null });
  expect(successor?.dueOn.toString()).toBe('2027-01-25');
  expect(history.at(-1)).toMatchObject({ kind: 'unconfirmed', actor: 'manager' });
});

test('the report says it was part of the 1:1: nothing changes but their own answer, which they can change', async () => {
  const { say, read } = await anEndedConversation();
  const before = await read();
  await say('report', 'folded_into_one_on_one');
  expect(await read()).toEqual(before);
  await say('report', 'did_not_happen');
  expect(await read()).toEqual(before);
  await say('report', 'happened');
  expect((await read()).conversation).toMatchObject({ state: 'held', grade: 'confirmed' });
});

test('of a manager who changes their mind the latest counts, before and after the outcome', async () => {
  const { say, read, organizationId } = await anEndedConversation();
  await say('manager', 'happened');
  clock.advanceBy({ hours: 1 });
  await say('manager', 'folded_into_one_on_one');
  expect((await read()).conversation).toMatchObject({ state: 'unconfirmed', grade: 'none' });
  clock.advanceBy({ hours: 1 });
  await say('manager', 'happened');
  const { conversation, successor } = await read();
  expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'claimed' });
  expect(successor?.dueOn.toString()).toBe('2027-04-25');
  expect(await decideOutcomes(context, { organizationId })).toBe(0);
});

test('the manager claims and nobody else speaks: half the interval, once the window has closed', async () => {
  const { say, read, organizationId } = await anEndedConversation();
  await say('manager', 'happened');
  expect(await endConversations(context, { organizationId })).toBe(0);
  clock.set('2027-02-01T09:59:59Z');
  expect(await decideOutcomes(context, { organizationId })).toBe(0);
  clock.set('2027-02-01T10:00:00Z');
  expect(await decideOutcomes(context, { organizationId })).toBe(1);
  expect(await decideOutcomes(context, { organizationId })).toBe(0);
  const { conversation, successor } = await read();
  expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'claimed' });
  expect(successor?.dueOn.toString()).toBe('2027-04-25');
});

test('two sweeps at once decide once', async () => {
  const { read, organizationId } = await anEndedConversation();
  await Promise.all([endConversations(context, { organizationId }), endConversations(context, { organizationId })]);
  clock.set('2027-02-03T00:00:00Z');
  const decided = await Promise.all([1, 2, 3].map(() => decideOutcomes(context, { organizationId })));
  expect(decided.reduce((sum, count) => sum + count, 0)).toBe(1);
  const { history, conversation } = await read();
  expect(history.map(({ kind }) => kind)).toEqual(['opened', 'booked', 'ended', 'unconfirmed']);
  expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'none' });
});

test('a late confirmation changes the outcome and the successor’s due date, within 30 days', async () => {
  const { say, read, organizationId } = await anEndedConversation();
  await endConversations(context, { organizationId });
  clock.set('2027-02-01T10:00:00Z');
  await decideOutcomes(context, { organizationId });
  clock.set('2027-02-20T08:00:00Z');
  await say('report', 'happened');
  const { conversation, successor } = await read();
  expect(conversation).toMatchObject({ state: 'held', grade: 'confirmed' });
  expect(successor?.dueOn.toString()).toBe('2027-07-24');
  expect(successor?.dueWhy).toEqual(['180 days after the conversation on 2027-01-25.']);
  clock.set('2027-03-04T10:00:00Z');
  expect(await say('manager', 'happened')).toEqual({ kind: 'too_late' });
});

test('saying the same again changes nothing', async () => {
  const { say, read } = await anEndedConversation();
  await say('report', 'happened');
  const once = await read();
  clock.advanceBy({ hours: 1 });
  await say('report', 'happened');
  expect(await read()).toEqual(once);
});

test('nobody answers before the end, nor about somebody else’s conversation', async () => {
  const { say, conversationId, organizationId } = await anEndedConversation();
  clock.set('2027-01-25T09:59:00Z');
  expect(await say('report', 'happened')).toEqual({ kind: 'not_ended' });
  clock.set('2027-01-25T10:00:00Z');
  const other = await aPair({ db });
  const stranger = { conversationId, personId: other.report.id, answer: 'happened' as const };
  expect(await recordEvidence(context, { ...stranger, organizationId })).toEqual({ kind: 'not_found' });
  expect(await recordEvidence(context, { ...stranger, organizationId: other.organization.id })).toEqual({
    kind: 'not_found',
  });
});
