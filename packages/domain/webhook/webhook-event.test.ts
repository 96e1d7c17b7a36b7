import { expect, test } from 'vitest';
import { historyKinds } from '../conversation/history-entry.ts';
import { aConversation } from '../testing/builders.ts';
import { conversationEvent, isToldWithWorksCouncil, webhookEventTypes } from './webhook-event.ts';

const at = Temporal.Instant.from('2027-03-26T08:00:00Z');

test('what is told of a conversation is ids and a state, whatever its history says', () => {
  const conversation = aConversation({ state: 'held' });
  const told = historyKinds.flatMap((kind) => {
    const details = { grade: 'confirmed', why: ['A canary'], category: 'canary', reason: 'declined', text: 'canary' };
    return conversationEvent({ conversation, entry: { kind, at, actor: 'report', details } }) ?? [];
  });
  for (const { data } of told) {
    expect(data).toEqual({
      conversation_id: conversation.id,
      employee_id: conversation.reportId,
      manager_id: conversation.managerId,
      state: 'held',
    });
  }
  expect(told.map(({ type }) => type).toSorted()).toEqual(
    webhookEventTypes.filter((type) => type.startsWith('conversation.')).toSorted(),
  );
});

test('with a works council only due, booked and moved are told of single people', () => {
  expect(webhookEventTypes.filter(isToldWithWorksCouncil)).toEqual([
    'conversation.due',
    'conversation.booked',
    'conversation.moved',
    'import.completed',
    'report.published',
  ]);
});
