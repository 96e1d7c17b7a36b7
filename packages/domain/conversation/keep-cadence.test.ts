import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import type { Conversation } from './conversation.ts';
import { keepCadence, needsHelpWithMoves } from './keep-cadence.ts';

const policy = aPolicy();
const step = (conversation: Conversation, now: string) =>
  keepCadence({ conversation, policy, today: day(now.slice(0, 10)), now: at(now) });

describe('a conversation without a date', () => {
  test('is left until it falls due within the planning horizon', () => {
    expect(step(aConversation({ dueOn: day('2027-02-02') }), '2026-11-02T08:00:00Z')).toEqual({ kind: 'nothing' });
    expect(step(aConversation({ dueOn: day('2027-02-01') }), '2026-11-02T08:00:00Z')).toMatchObject({
      kind: 'find_a_date',
      late: false,
    });
  });

  test('that needs one again after a decline gets it with full lead time, late if need be', () => {
    expect(step(aConversation({ dueOn: day('2026-11-10') }), '2026-11-02T08:00:00Z')).toEqual({
      kind: 'find_a_date',
      earliestStart: at('2026-11-23T08:00:00Z'),
      late: true,
    });
  });
});

test('one whose end has passed asks, and decides when its window has closed', () => {
  expect(step(aBookedConversation(), '2027-01-25T09:59:00Z')).toEqual({ kind: 'nothing' });
  expect(step(aBookedConversation(), '2027-01-25T10:00:00Z')).toEqual({ kind: 'await_confirmation' });
  const awaiting = aBookedConversation({ state: 'awaiting_confirmation' });
  expect(step(awaiting, '2027-02-01T09:59:00Z')).toEqual({ kind: 'nothing' });
  expect(step(awaiting, '2027-02-01T10:00:00Z')).toEqual({ kind: 'decide' });
});

test('one that is over needs nothing', () => {
  for (const state of ['held', 'unconfirmed', 'exempt', 'superseded', 'closed'] as const) {
    expect(step(aConversation({ state }), '2027-03-01T08:00:00Z')).toEqual({ kind: 'nothing' });
  }
});

test('the third move by the manager offers help, once', () => {
  const moved = (managerMoves: number, helpOffered = false) =>
    needsHelpWithMoves({ conversation: aBookedConversation({ managerMoves }), policy, helpOffered });
  expect([moved(2), moved(3), moved(4), moved(3, true)]).toEqual([false, true, true, false]);
});
