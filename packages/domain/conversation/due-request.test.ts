import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import type { Conversation } from './conversation.ts';
import { carryOut, latestDueDate, soonerDueDate, type DueRequest } from './due-request.ts';
import { isProactive } from './eligibility.ts';

const policy = aPolicy();
const now = at('2026-11-10T08:00:00Z');
const before = { leaveShift: null, earlyRequest: false };
const request = (kind: DueRequest['kind'], dueOn: string): DueRequest => ({ kind, dueOn: day(dueOn), before });
const sooner = (conversation: Conversation, hasEvent = false) =>
  soonerDueDate({ conversation, hasEvent, policy, today: day('2026-11-10') });

describe('asked for sooner', () => {
  test('it is due as soon as lead time allows, in the words of any other change', () => {
    expect(sooner(aConversation())).toEqual({ kind: 'possible', dueOn: day('2026-12-01') });
    expect(carryOut({ conversation: aConversation(), request: request('sooner', '2026-12-01'), now })).toMatchObject([
      {
        next: { dueOn: day('2026-12-01'), earlyRequest: true, state: 'due' },
        history: { kind: 'due_date_changed', actor: 'throughline', details: { why: ['Another due date was set.'] } },
      },
    ]);
  });

  test('it is never proactive, however long its lead time', () => {
    const [asked] = carryOut({ conversation: aConversation(), request: request('sooner', '2026-12-01'), now });
    const booked = {
      ...asked!.next,
      state: 'booked',
      bookedAt: now,
      startsAt: at('2027-01-10T08:00:00Z'),
    } as const;
    expect(isProactive({ conversation: booked, policy })).toBe(false);
  });

  test('one that has a date, or whose invitation is on its way, can be moved instead', () => {
    expect(sooner(aBookedConversation())).toEqual({ kind: 'has_a_date' });
    expect(sooner(aConversation(), true)).toEqual({ kind: 'has_a_date' });
    expect(carryOut({ conversation: aBookedConversation(), request: request('sooner', '2026-12-01'), now })).toEqual(
      [],
    );
  });

  test('what is due within lead time, or over, cannot be sooner', () => {
    expect(sooner(aConversation({ dueOn: day('2026-12-01') }))).toEqual({ kind: 'as_early_as_possible' });
    expect(sooner(aConversation({ state: 'held' }))).toEqual({ kind: 'as_early_as_possible' });
  });
});

describe('put off by the report', () => {
  const latest = (lastHeldOn: string | null, conversation = aConversation()) =>
    latestDueDate({
      conversation,
      lastHeldOn: lastHeldOn === null ? null : day(lastHeldOn),
      firstOpenedOn: day('2026-11-02'),
      policy,
      now,
    });

  test('it goes as far as the gap ceiling, counted from the last one held or from the first that was opened', () => {
    expect(latest('2026-08-01')).toEqual(day('2027-08-01'));
    expect(latest(null)).toEqual(day('2027-11-02'));
    expect(latest('2026-01-02')).toBeNull();
    expect(latest(null, aConversation({ state: 'held' }))).toBeNull();
  });

  test('without a date it is due later, and nobody is named', () => {
    expect(carryOut({ conversation: aConversation(), request: request('later', '2027-05-01'), now })).toMatchObject([
      { next: { dueOn: day('2027-05-01'), earlyRequest: false }, history: { actor: 'throughline' } },
    ]);
  });

  test('with a date, the date goes without blame and it is due later', () => {
    const done = carryOut({ conversation: aBookedConversation(), request: request('later', '2027-05-01'), now });
    expect(done).toMatchObject([
      { history: { kind: 'unbooked', actor: 'throughline', details: { reason: 'another_date' } } },
      { next: { state: 'due', startsAt: null, dueOn: day('2027-05-01') }, history: { kind: 'due_date_changed' } },
    ]);
  });

  test('it is never brought forward, nor is one that has ended', () => {
    expect(carryOut({ conversation: aConversation(), request: request('later', '2027-01-15'), now })).toEqual([]);
    const ended = at('2027-01-25T11:00:00Z');
    expect(
      carryOut({ conversation: aBookedConversation(), request: request('later', '2027-05-01'), now: ended }),
    ).toEqual([]);
  });
});

test('taken back, due date and leave are what they were, and so is whether it was asked for early', () => {
  const leaveShift = { dueOn: day('2027-01-10'), from: day('2026-07-14'), days: 22 };
  const [asked] = carryOut({
    conversation: aConversation({ leaveShift }),
    request: request('sooner', '2026-12-01'),
    now,
  });
  const [back] = carryOut({
    conversation: asked!.next,
    request: { kind: 'as_before', dueOn: day('2027-02-01'), before: { leaveShift, earlyRequest: false } },
    now,
  });
  expect(back?.next).toEqual({ ...asked!.next, dueOn: day('2027-02-01'), leaveShift, earlyRequest: false });
});
