import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { changeDueDate } from '@throughline/domain/conversation/conversation.ts';
import type { DueDate } from '@throughline/domain/conversation/due-date.ts';
import { aPolicy, day } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { historySentence } from './history-sentence.ts';
import { keepCadence } from './keep-cadence.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { aLine, aStuckConversation, changes, type Line } from './testing/a-line.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-01-04T09:00:00Z' });
const { db, clock } = context;

/** Opened on 2 November 2026 and never held: the longest gap is until 2 November 2027. */
async function aConversationOf(line: Line): Promise<string> {
  clock.set('2027-01-04T09:00:00Z');
  return aStuckConversation({ line });
}

const dueBy = ({ line, conversationId, due }: { line: Line; conversationId: string; due: DueDate }) =>
  changes({
    line,
    conversationId,
    now: clock.now(),
    transition: (conversation) => changeDueDate({ conversation, due, actor: 'throughline', now: clock.now() }),
  });

/** What the sweep puts on record, run twice. */
async function recorded({ organizationId }: Line, conversationId: string): Promise<readonly unknown[]> {
  await keepCadence(context, { organizationId });
  await Promise.all([keepCadence(context, { organizationId }), keepCadence(context, { organizationId })]);
  const history = await db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId));
  return history.filter(({ kind }) => kind === 'past_longest_gap').map(({ actor, details }) => ({ actor, ...details }));
}

const entry = (because: string) => ({ actor: 'throughline', because, longestUntil: '2027-11-02' });

test('a due date within the longest gap is nothing to note', async () => {
  const line = await aLine({ db });
  const conversationId = await aConversationOf(line);
  await dueBy({ line, conversationId, due: { dueOn: day('2027-11-02'), why: [] } });
  expect(await recorded(line, conversationId)).toEqual([]);
});

test('a due date past it is on record once, whoever set it, and says nothing of who', async () => {
  const line = await aLine({ db });
  const conversationId = await aConversationOf(line);
  await dueBy({ line, conversationId, due: { dueOn: day('2027-11-03'), why: ['Another date was asked for.'] } });
  expect(await recorded(line, conversationId)).toEqual([entry('due_date')]);
});

test('leave that moves it past is on record as leave, and another cause beside it', async () => {
  const line = await aLine({ db });
  const conversationId = await aConversationOf(line);
  const leaveShift = { dueOn: day('2027-10-20'), from: day('2027-01-04'), days: 30 };
  await dueBy({ line, conversationId, due: { dueOn: day('2027-11-19'), why: [], leaveShift } });
  expect(await recorded(line, conversationId)).toEqual([entry('leave')]);
  await dueBy({ line, conversationId, due: { dueOn: day('2027-12-01'), why: [] } });
  expect(await recorded(line, conversationId)).toEqual([entry('leave'), entry('due_date')]);
});

test('leave as HR sends it does so through the sweep that moves due dates', async () => {
  const line = await aLine({ db });
  clock.set('2026-11-02T09:00:00Z');
  const { organizationId, report } = line;
  await openDueConversations(context, { organizationId });
  const leave = {
    id: uuid(),
    personId: report.id,
    externalId: null,
    startsOn: day('2026-11-20'),
    endsOn: day('2027-12-15'),
  };
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).putLeaves([leave]));
  await openDueConversations(context, { organizationId });
  const open = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
  const own = open.find(({ reportId }) => reportId === report.id);
  expect(await recorded(line, own?.id ?? '')).toMatchObject([{ because: 'leave' }]);
});

test('no date until it is over is on record as that', async () => {
  const line = await aLine({ db });
  const conversationId = await aConversationOf(line);
  clock.set('2027-11-02T09:00:00Z');
  expect(await recorded(line, conversationId)).toEqual([]);
  clock.set('2027-11-03T09:00:00Z');
  expect(await recorded(line, conversationId)).toEqual([entry('late')]);
});

test('a policy that makes it shorter puts on record what lies past it now', async () => {
  const line = await aLine({ db });
  const conversationId = await aConversationOf(line);
  await dueBy({ line, conversationId, due: { dueOn: day('2027-07-01'), why: [] } });
  expect(await recorded(line, conversationId)).toEqual([]);
  const policy = aPolicy({ id: uuid(), version: 2, rules: { gapCeilingDays: 200 } });
  await db.inOrganization(line.organizationId, (tx) =>
    policyStore(tx).publish({ policy, note: null, now: clock.now() }),
  );
  expect(await recorded(line, conversationId)).toMatchObject([{ because: 'due_date', longestUntil: '2027-05-21' }]);
});

test('each cause has its own words', () => {
  const names = { report: 'Ana', manager: 'Ben' };
  const told = ['leave', 'due_date', 'late'].map((because) =>
    historySentence({
      entry: { kind: 'past_longest_gap', actor: 'throughline', details: { because, longestUntil: '2027-11-02' } },
      names,
    }),
  );
  expect(new Set(told).size).toBe(3);
  expect(told.join(' ')).toContain('until 2 November 2027');
});
