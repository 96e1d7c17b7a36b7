import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aSlot, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import {
  book,
  changeDueDate,
  close,
  decide,
  end,
  exempt,
  moveTo,
  open,
  reviseOutcome,
  unbook,
  waitFor,
} from './conversation.ts';
import { supersede } from './supersede.ts';
import type { Changed, Refusal, Transition } from './transition.ts';
import type { DecidedOutcome } from './outcome.ts';

const now = at('2026-12-07T09:00:00Z');
const before = at('2027-01-25T09:30:00Z');
const after = at('2027-01-25T10:00:00Z');
const slot = aSlot({ start: '2027-01-25T09:00:00Z' });
const due = { dueOn: day('2027-07-24'), why: ['180 days later.'] };
const successor = { id: 'conversation-2', managerId: 'ben', policyId: 'policy-1', due };
const confirmed: DecidedOutcome = { state: 'held', grade: 'confirmed', nextDue: 'full' };
const silent: DecidedOutcome = { state: 'unconfirmed', grade: 'none', nextDue: 'now' };
const tookPlaceOn = day('2027-01-25');
const awaiting = aBookedConversation({ state: 'awaiting_confirmation' });

function changed<T extends Changed>(transition: T | Refusal): T {
  if (transition.kind === 'refused') throw new Error(`refused: ${transition.reason}`);
  return transition;
}
const reasonOf = (transition: Transition) => (transition.kind === 'refused' ? transition.reason : null);

describe('opening', () => {
  test('makes a conversation due without a date, and its history says why it is due then', () => {
    const opened = open({
      id: 'c',
      reportId: 'ana',
      managerId: null,
      policyId: 'p',
      sequence: 1,
      earlyRequest: false,
      due,
      now,
    });
    expect(opened.next).toMatchObject({
      state: 'due',
      dueOn: due.dueOn,
      startsAt: null,
      bookedAt: null,
      waitingFor: 'not_yet_planned',
    });
    expect(opened.history).toEqual({
      kind: 'opened',
      at: now,
      actor: 'throughline',
      details: { dueOn: '2027-07-24', why: due.why },
    });
  });
});

describe('a due conversation', () => {
  test('says why it waits, once', () => {
    const waiting = changed(waitFor({ conversation: aConversation(), reason: 'manager_not_connected', now }));
    expect(waiting.next.waitingFor).toBe('manager_not_connected');
    expect(reasonOf(waitFor({ conversation: waiting.next, reason: 'manager_not_connected', now }))).toBe(
      'nothing_changes',
    );
  });

  test('is booked when both are invited, and no longer waits', () => {
    const booked = changed(book({ conversation: aConversation({ waitingFor: 'capacity' }), slot, now })).next;
    expect(booked).toMatchObject({
      state: 'booked',
      startsAt: slot.start,
      endsAt: slot.end,
      bookedAt: now,
      waitingFor: null,
    });
  });

  test('cannot be booked into the past', () => {
    expect(reasonOf(book({ conversation: aConversation(), slot, now: after }))).toBe('end_has_passed');
  });
});

describe('a booked conversation', () => {
  test('becomes due again when the event is declined before its end', () => {
    const due = changed(
      unbook({ conversation: aBookedConversation(), reason: 'declined', actor: 'report', now: before }),
    ).next;
    expect(due).toMatchObject({ state: 'due', startsAt: null, endsAt: null, bookedAt: null });
  });

  test('does not become due again once its end has passed', () => {
    expect(
      reasonOf(unbook({ conversation: aBookedConversation(), reason: 'deleted', actor: 'manager', now: after })),
    ).toBe('end_has_passed');
  });

  test("keeps the invitation it went out with when it is moved, and counts the manager's moves only", () => {
    const later = aSlot({ start: '2027-01-26T09:00:00Z' });
    const moved = changed(moveTo({ conversation: aBookedConversation(), slot: later, actor: 'manager', now })).next;
    expect(moved).toMatchObject({ state: 'booked', startsAt: later.start, bookedAt: now, managerMoves: 1 });
    expect(changed(moveTo({ conversation: moved, slot, actor: 'throughline', now })).next.managerMoves).toBe(1);
  });

  test('moved to where it stands is not moved', () => {
    expect(reasonOf(moveTo({ conversation: aBookedConversation(), slot, actor: 'manager', now }))).toBe(
      'nothing_changes',
    );
  });

  test('awaits confirmation from the moment its end has passed, and is not thereby held', () => {
    expect(reasonOf(end({ conversation: aBookedConversation(), now: after.subtract({ seconds: 1 }) }))).toBe(
      'end_has_not_passed',
    );
    expect(changed(end({ conversation: aBookedConversation(), now: after })).next).toMatchObject({
      state: 'awaiting_confirmation',
      heldOn: null,
      grade: null,
    });
  });
});

describe('an outcome', () => {
  test('closes the conversation and opens the next', () => {
    const evening = at('2027-01-25T18:00:00Z');
    const held = changed(
      decide({ conversation: awaiting, outcome: confirmed, tookPlaceOn, successor, actor: 'report', now: evening }),
    );
    expect(held.next).toMatchObject({ state: 'held', grade: 'confirmed', heldOn: tookPlaceOn, closedAt: evening });
    expect(held.successor.next).toMatchObject({
      id: 'conversation-2',
      state: 'due',
      sequence: 2,
      reportId: 'ana',
      dueOn: due.dueOn,
    });
  });

  test('that is unconfirmed holds nothing, and opens the next as well', () => {
    const decided = changed(
      decide({ conversation: awaiting, outcome: silent, tookPlaceOn, successor, actor: 'throughline', now: after }),
    );
    expect(decided.next).toMatchObject({ state: 'unconfirmed', grade: 'none', heldOn: null });
    expect(decided.successor.next.state).toBe('due');
  });

  test('is not decided twice', () => {
    const held = changed(
      decide({ conversation: awaiting, outcome: confirmed, tookPlaceOn, successor, actor: 'report', now: after }),
    ).next;
    expect(
      decide({ conversation: held, outcome: silent, tookPlaceOn, successor, actor: 'throughline', now: after }).kind,
    ).toBe('refused');
  });

  test('can be revised and stays closed', () => {
    const unconfirmed = aBookedConversation({ state: 'unconfirmed', grade: 'none', closedAt: after });
    const revised = changed(
      reviseOutcome({ conversation: unconfirmed, outcome: confirmed, tookPlaceOn, actor: 'report', now: after }),
    ).next;
    expect(revised).toMatchObject({ state: 'held', grade: 'confirmed', heldOn: tookPlaceOn, closedAt: after });
  });

  test('moved on after its end instead, the event is still to come', () => {
    const nextWeek = aSlot({ start: '2027-02-01T09:00:00Z' });
    expect(
      changed(moveTo({ conversation: awaiting, slot: nextWeek, actor: 'manager', now: after })).next,
    ).toMatchObject({
      state: 'booked',
      startsAt: nextWeek.start,
      managerMoves: 1,
    });
    const yesterday = aSlot({ start: '2027-01-24T09:00:00Z' });
    expect(reasonOf(moveTo({ conversation: awaiting, slot: yesterday, actor: 'manager', now: after }))).toBe(
      'end_has_passed',
    );
  });
});

describe('without an outcome', () => {
  const to = 'new_manager';

  test('a change of manager supersedes the conversation and opens one with the new manager', () => {
    const superseded = changed(
      supersede({ conversation: aBookedConversation(), successor: { ...successor, managerId: 'cem' }, to, now }),
    );
    expect(superseded.next.state).toBe('superseded');
    expect(superseded.successor.next).toMatchObject({ managerId: 'cem', sequence: 2 });
  });

  test('what has taken place under the old manager is neither superseded nor exempt', () => {
    expect(supersede({ conversation: aBookedConversation(), successor, to, now: after }).kind).toBe('refused');
    expect(supersede({ conversation: awaiting, successor, to, now: after }).kind).toBe('refused');
    expect(exempt({ conversation: awaiting, category: 'parental', now: after }).kind).toBe('refused');
  });

  test('an exemption closes it with the category and no successor', () => {
    const exempted = changed(exempt({ conversation: aConversation(), category: 'secondment', now }));
    expect(exempted.next).toMatchObject({ state: 'exempt', closedAt: now });
    expect(exempted.history.details).toEqual({ category: 'secondment' });
  });

  test('a report who left has none, whatever was open', () => {
    for (const conversation of [aConversation(), aBookedConversation(), awaiting]) {
      expect(changed(close({ conversation, reason: 'report_left', now: after })).next.state).toBe('closed');
    }
    expect(close({ conversation: aConversation({ state: 'held' }), reason: 'report_left', now }).kind).toBe('refused');
  });
});

test('another due date leaves the event where it is, and its history says from when', () => {
  const redated = changed(changeDueDate({ conversation: aBookedConversation(), due, actor: 'hr', now }));
  expect(redated.next).toMatchObject({ state: 'booked', startsAt: slot.start, dueOn: due.dueOn });
  expect(redated.history.details).toMatchObject({ from: '2027-02-01', dueOn: '2027-07-24' });
});
