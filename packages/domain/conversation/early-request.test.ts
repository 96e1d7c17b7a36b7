import { expect, test } from 'vitest';
import { aBookedConversation, aConversation, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import type { Conversation } from './conversation.ts';
import { requestEarly } from './early-request.ts';
import { isProactive } from './eligibility.ts';

const request = (conversation: Conversation) =>
  requestEarly({ conversation, policy: aPolicy(), today: day('2026-11-10'), now: at('2026-11-10T08:00:00Z') });

test('a report who asks is due as soon as lead time allows, and it is their own request', () => {
  const asked = request(aConversation());
  expect(asked).toMatchObject({
    kind: 'changed',
    next: { dueOn: day('2026-12-01'), earlyRequest: true },
    history: { actor: 'report' },
  });
});

test('a conversation asked for early is never proactive, however long its lead time', () => {
  const asked = request(aConversation());
  if (asked.kind !== 'changed') throw new Error('expected the request to be granted');
  const booked = {
    ...asked.next,
    state: 'booked',
    bookedAt: at('2026-11-10T08:00:00Z'),
    startsAt: at('2027-01-10T08:00:00Z'),
  } as const;
  expect(isProactive({ conversation: booked, policy: aPolicy() })).toBe(false);
});

test('where a date stands in the calendars the report is told when', () => {
  expect(request(aBookedConversation())).toEqual({ kind: 'has_a_date', startsAt: at('2027-01-25T09:00:00Z') });
});

test('what is due within lead time, or over, cannot be sooner', () => {
  expect(request(aConversation({ dueOn: day('2026-12-01') }))).toEqual({ kind: 'as_early_as_possible' });
  expect(request(aConversation({ state: 'held' }))).toEqual({ kind: 'as_early_as_possible' });
});
