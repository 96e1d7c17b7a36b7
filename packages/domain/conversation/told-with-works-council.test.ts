import { expect, test } from 'vitest';
import { isToldWithWorksCouncil, webhookEventTypes } from '../webhook/webhook-event.ts';
import { historyKinds } from './history-entry.ts';
import { isHistoryToldWithWorksCouncil, isStateToldWithWorksCouncil } from './told-with-works-council.ts';

test('with a works council history tells what webhooks tell: due, booked, moved', () => {
  expect(historyKinds.filter(isHistoryToldWithWorksCouncil)).toEqual(['opened', 'booked', 'moved']);
  const told = webhookEventTypes.filter((type) => type.startsWith('conversation.') && isToldWithWorksCouncil(type));
  expect(told).toEqual(['conversation.due', 'conversation.booked', 'conversation.moved']);
});

test('a state that says what became of a conversation, or that somebody is exempt, is not told', () => {
  const kept = ['awaiting_confirmation', 'held', 'unconfirmed', 'exempt', 'superseded', 'closed'] as const;
  expect(kept.filter(isStateToldWithWorksCouncil)).toEqual([]);
  expect((['due', 'booked'] as const).filter(isStateToldWithWorksCouncil)).toEqual(['due', 'booked']);
});
