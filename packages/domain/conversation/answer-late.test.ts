import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anInstant, someEvidence } from '../testing/arbitraries.ts';
import { aBookedConversation, aConversation, anAnswer, anAttendance, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import { answerLate } from './answer-late.ts';
import type { Conversation } from './conversation.ts';
import type { Evidence } from './outcome.ts';

const closedAt = at('2027-02-01T10:00:00Z');
const now = at('2027-02-10T09:00:00Z');
const unconfirmed = aBookedConversation({ state: 'unconfirmed', grade: 'none', closedAt });
const confirmed = aBookedConversation({ state: 'held', grade: 'confirmed', heldOn: day('2027-01-25'), closedAt });
const successor = aConversation({ id: 'conversation-2', sequence: 2, dueOn: day('2027-02-01') });
const late = at('2027-02-10T08:00:00Z');
const managerClaims = anAnswer({ side: 'manager', at: late });
const reportConfirms = anAnswer({ at: late });
const reportDenies = anAnswer({ kind: 'did_not_happen', at: late });

const answer = (
  conversation: Conversation,
  evidence: readonly Evidence[],
  given: Partial<Parameters<typeof answerLate>[0]> = {},
) =>
  answerLate({
    conversation,
    successor,
    evidence,
    actor: 'report',
    policy: aPolicy(),
    leaves: [],
    isHoliday: () => false,
    reportTimeZone: 'Europe/Berlin',
    now,
    ...given,
  });

describe('a late answer', () => {
  test('by the report makes it held, and the successor is due the whole interval later', () => {
    expect(answer(unconfirmed, [reportConfirms])).toMatchObject({
      kind: 'changed',
      next: { state: 'held', grade: 'confirmed', heldOn: day('2027-01-25'), closedAt },
      successor: { next: { state: 'due', dueOn: day('2027-07-24') } },
    });
  });

  test('by the manager makes it claimed, and the successor is due half the interval later', () => {
    expect(answer(unconfirmed, [managerClaims])).toMatchObject({
      next: { state: 'unconfirmed', grade: 'claimed', heldOn: null },
      successor: { next: { dueOn: day('2027-04-25') } },
    });
  });

  test('by the manager who takes the claim back means a date is needed now', () => {
    const claimed = aBookedConversation({ state: 'unconfirmed', grade: 'claimed', closedAt });
    const takenBack = anAnswer({ side: 'manager', kind: 'did_not_happen', at: late });
    expect(answer(claimed, [takenBack])).toMatchObject({
      next: { grade: 'none' },
      successor: { next: { dueOn: day('2027-02-10') } },
    });
  });

  test('of attendance makes it held', () => {
    expect(answer(unconfirmed, [anAttendance()])).toMatchObject({ next: { state: 'held', grade: 'attendance' } });
  });

  test('that came more than 30 days after the outcome changes nothing', () => {
    expect(answer(unconfirmed, [reportConfirms], { now: closedAt.add({ hours: 30 * 24 }) }).kind).toBe('changed');
    expect(answer(unconfirmed, [reportConfirms], { now: closedAt.add({ hours: 30 * 24, seconds: 1 }) })).toEqual({
      kind: 'unchanged',
      reason: 'too_late',
    });
  });

  test('to a conversation that has not been decided is no late answer', () => {
    expect(answer(aBookedConversation({ state: 'awaiting_confirmation' }), [reportConfirms])).toEqual({
      kind: 'unchanged',
      reason: 'not_decided',
    });
    expect(answer(aBookedConversation({ state: 'superseded', closedAt }), [reportConfirms])).toEqual({
      kind: 'unchanged',
      reason: 'not_decided',
    });
  });

  test('leaves a successor that is over, and the date a report asked for', () => {
    expect(answer(unconfirmed, [reportConfirms], { successor: aConversation({ state: 'exempt' }) })).toMatchObject({
      successor: null,
    });
    expect(answer(unconfirmed, [reportConfirms], { successor: aConversation({ earlyRequest: true }) })).toMatchObject({
      successor: null,
    });
  });

  test("leaves the successor's event where it is", () => {
    const booked = aBookedConversation({
      id: 'conversation-2',
      startsAt: at('2027-03-08T09:00:00Z'),
      endsAt: at('2027-03-08T10:00:00Z'),
    });
    expect(answer(unconfirmed, [reportConfirms], { successor: booked })).toMatchObject({
      successor: { next: { state: 'booked', startsAt: booked.startsAt } },
    });
  });
});

describe('a late denial', () => {
  test('changes nothing', () => {
    expect(answer(unconfirmed, [reportDenies])).toEqual({ kind: 'unchanged', reason: 'says_nothing_new' });
  });

  test('that takes back a confirmation changes nothing either, since everyone saw the confirmation', () => {
    const confirmation = anAnswer({ at: at('2027-01-26T10:00:00Z') });
    expect(answer(confirmed, [confirmation, reportDenies])).toEqual({ kind: 'unchanged', reason: 'says_nothing_new' });
  });

  test('changes nothing about what other answers do, whatever they are', () => {
    const anOutcome = fc.constantFrom(
      unconfirmed,
      aBookedConversation({ state: 'unconfirmed', grade: 'claimed', closedAt }),
      aBookedConversation({ state: 'held', grade: 'attendance', heldOn: day('2027-01-25'), closedAt }),
    );
    fc.assert(
      fc.property(anOutcome, someEvidence, anInstant, (conversation, evidence, deniedAt) => {
        const fromOthers = evidence.filter((item) => item.kind === 'attendance' || item.side === 'manager');
        const denial = anAnswer({ kind: 'did_not_happen', at: deniedAt });
        expect(answer(conversation, [...fromOthers, denial])).toEqual(answer(conversation, fromOthers));
        const withConfirmation = [...fromOthers, anAnswer({ at: at('2027-01-26T10:00:00Z') })];
        expect(answer(confirmed, [...withConfirmation, denial])).toEqual(answer(confirmed, withConfirmation));
      }),
    );
  });
});
