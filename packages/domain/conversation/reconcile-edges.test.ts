import { describe, expect, test } from 'vitest';
import {
  aBookedConversation,
  aConversation,
  anEventRecord,
  anObservedEvent,
  aPolicy,
  aSlot,
  at,
  day,
} from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import type { ObservedEvent } from './observed-event.ts';
import { reconcile } from './reconcile.ts';

/** Where exactly one row of the table in `reconcile.test.ts` ends and the next begins. */

const now = at('2027-01-11T08:00:00Z');
const reconciled = (given: Partial<Parameters<typeof reconcile>[0]>) =>
  reconcile({
    conversation: aBookedConversation(),
    ours: anEventRecord(),
    theirs: anObservedEvent(),
    policy: aPolicy(),
    oneOnOnes: [],
    reportTimeZone: 'Europe/Berlin',
    now,
    ...given,
  });
const found = (given: Partial<ObservedEvent>) => ({ theirs: anObservedEvent(given) });
const movedTo = (start: string, minutes = 60) => found(aSlot({ start, minutes }));

describe('nothing to do', () => {
  test('when nothing changed', () => {
    expect(reconciled({})).toEqual([]);
  });

  test('when an answer is tentative, silent or yes', () => {
    for (const response of ['tentative', 'needs_action', 'accepted'] as const) {
      expect(reconciled(found({ responses: { manager: 'accepted', report: response } }))).toEqual([]);
    }
  });

  test('when the conversation has no event any more', () => {
    for (const state of ['due', 'held', 'superseded', 'closed'] as const) {
      expect(reconciled({ conversation: aConversation({ state }), theirs: { kind: 'gone' } })).toEqual([]);
    }
  });
});

describe('a move', () => {
  test('within policy is accepted', () => {
    const slot = aSlot({ start: '2027-01-28T13:00:00Z' });
    expect(reconciled(found(slot))).toEqual([{ kind: 'accept_move', slot, pastDue: false }]);
  });

  test("past the due date is accepted and counted, the due date itself being in time in the report's zone", () => {
    const pastDue = (start: string) =>
      reconciled(movedTo(start)).map((decision) => 'pastDue' in decision && decision.pastDue);
    expect(pastDue('2027-02-01T22:30:00Z')).toEqual([false]);
    expect(pastDue('2027-02-01T23:30:00Z')).toEqual([true]);
  });

  test('that only lengthens the event is accepted', () => {
    expect(reconciled(movedTo('2027-01-25T09:00:00Z', 90))).toMatchObject([{ kind: 'accept_move' }]);
  });

  test('to another time after the end had passed is accepted: they mean to have it then', () => {
    const conversation = aBookedConversation({ state: 'awaiting_confirmation' });
    const later = { conversation, now: at('2027-01-26T08:00:00Z') };
    expect(reconciled({ ...later, ...movedTo('2027-01-28T09:00:00Z') })).toMatchObject([{ kind: 'accept_move' }]);
    expect(reconciled({ ...later, ...movedTo('2027-01-25T12:00:00Z') })).toEqual([]);
  });
});

describe('the organizer is asked', () => {
  const oneOnOne = aSlot({ start: '2027-01-27T09:30:00Z', minutes: 30 });

  test('when the event was put onto the regular 1:1, and it stays where they put it', () => {
    const slot = aSlot({ start: '2027-01-27T09:00:00Z' });
    expect(reconciled({ ...found(slot), oneOnOnes: [oneOnOne] })).toEqual([
      { kind: 'ask_organizer', reasons: ['onto_one_on_one'], slot },
    ]);
  });

  test('not when it was put right before the 1:1, nor when the 1:1 moved onto it', () => {
    expect(reconciled({ ...movedTo('2027-01-27T08:30:00Z'), oneOnOnes: [oneOnOne] })).toMatchObject([
      { kind: 'accept_move' },
    ]);
    expect(reconciled({ oneOnOnes: [aSlot({ start: '2027-01-25T09:00:00Z' })] })).toEqual([]);
  });

  test('when less than the floor of lead time is left from the invitation', () => {
    expect(reconciled({ ...movedTo('2026-12-17T08:59:00Z'), now: at('2026-12-10T08:00:00Z') })).toMatchObject([
      { kind: 'ask_organizer', reasons: ['inside_lead_floor'] },
    ]);
    expect(reconciled({ ...movedTo('2026-12-17T09:00:00Z'), now: at('2026-12-10T08:00:00Z') })).toMatchObject([
      { kind: 'accept_move' },
    ]);
  });

  test('when it was made shorter than the floor, all-day or recurring', () => {
    expect(reconciled(movedTo('2027-01-25T09:00:00Z', 44))).toMatchObject([
      { kind: 'ask_organizer', reasons: ['shortened'] },
    ]);
    expect(reconciled(movedTo('2027-01-25T09:00:00Z', 45))).toMatchObject([{ kind: 'accept_move' }]);
    expect(reconciled(found({ allDay: true }))).toMatchObject([{ kind: 'ask_organizer', reasons: ['all_day'] }]);
    expect(reconciled(found({ recurring: true }))).toMatchObject([{ kind: 'ask_organizer', reasons: ['recurring'] }]);
  });

  test('once, until something else is the matter', () => {
    const asked = { ours: anEventRecord({ asked: ['recurring'] }) };
    expect(reconciled({ ...asked, ...found({ recurring: true }) })).toEqual([]);
    expect(reconciled({ ...asked, ...found({ recurring: true, allDay: true }) })).toMatchObject([
      { reasons: ['all_day', 'recurring'] },
    ]);
  });

  test('again when it was put onto another 1:1', () => {
    const ours = anEventRecord({ ...aSlot({ start: '2027-01-27T09:00:00Z' }), asked: ['onto_one_on_one'] });
    const slot = aSlot({ start: '2027-02-03T09:30:00Z' });
    expect(reconciled({ ours, ...found(slot), oneOnOnes: [oneOnOne, slot] })).toEqual([
      { kind: 'ask_organizer', reasons: ['onto_one_on_one'], slot },
    ]);
  });

  test('no more once it is mended, which makes the conversation distinct again', () => {
    expect(reconciled({ ours: anEventRecord({ asked: ['recurring'] }) })).toEqual([
      { kind: 'distinct_again', stillAsked: [] },
    ]);
    const ours = anEventRecord({ ...aSlot({ start: '2027-01-27T09:00:00Z' }), asked: ['onto_one_on_one'] });
    expect(reconciled({ ours, oneOnOnes: [oneOnOne] })).toMatchObject([
      { kind: 'accept_move' },
      { kind: 'distinct_again' },
    ]);
  });
});

describe('privacy and category', () => {
  test('stripped for the first time are restored', () => {
    expect(reconciled(found({ private: false }))).toEqual([{ kind: 'restore', what: ['privacy'] }]);
    expect(reconciled(found({ private: false, category: null }))).toEqual([
      { kind: 'restore', what: ['privacy', 'category'] },
    ]);
  });

  test('stripped again are flagged, once', () => {
    const restored = { ours: anEventRecord({ restored: true }) };
    expect(reconciled({ ...restored, ...found({ private: false }) })).toEqual([{ kind: 'flag', what: ['privacy'] }]);
    expect(
      reconciled({ ours: anEventRecord({ restored: true, flagged: true }), ...found({ private: false }) }),
    ).toEqual([]);
  });

  test('a category the provider does not have is not missed', () => {
    expect(reconciled({ ours: anEventRecord({ category: null }), ...found({ category: null }) })).toEqual([]);
  });

  test('stripped in the same edit as a move are restored where it now stands', () => {
    const decisions = reconciled({ ...found({ ...aSlot({ start: '2027-01-28T09:00:00Z' }), private: false }) });
    expect(decisions.map(({ kind }) => kind)).toEqual(['accept_move', 'restore']);
  });
});

describe('declined, deleted, cancelled', () => {
  test('by either side means another date, whatever else was edited', () => {
    const declined = { ...aSlot({ start: '2027-01-28T09:00:00Z' }), private: false };
    expect(reconciled(found({ ...declined, responses: { manager: 'accepted', report: 'declined' } }))).toEqual([
      { kind: 'rebook', because: 'declined', by: 'report' },
    ]);
    expect(reconciled(found({ responses: { manager: 'declined', report: 'accepted' } }))).toEqual([
      { kind: 'rebook', because: 'declined', by: 'manager' },
    ]);
    expect(reconciled(found({ cancelled: true }))).toEqual([{ kind: 'rebook', because: 'cancelled', by: 'manager' }]);
  });

  test('an event missing from a list is asked for by its id before anything is concluded', () => {
    expect(reconciled({ theirs: { kind: 'missing' } })).toEqual([{ kind: 'look_up' }]);
    expect(reconciled({ theirs: { kind: 'gone' } })).toEqual([{ kind: 'rebook', because: 'deleted', by: 'manager' }]);
  });

  test('after its end, an event that is tidied away or declined says nothing', () => {
    const over = { now: at('2027-01-25T10:00:00Z') };
    expect(reconciled({ ...over, theirs: { kind: 'gone' } })).toEqual([]);
    expect(reconciled({ ...over, ...found({ cancelled: true }) })).toEqual([]);
    expect(reconciled({ ...over, ...found({ responses: { manager: 'accepted', report: 'declined' } }) })).toEqual([]);
  });
});

test('a copy that bears our marker is removed, and nothing is read from it', () => {
  expect(reconciled(found({ providerEventId: 'copy', cancelled: true, private: false }))).toEqual([
    { kind: 'remove_copy', providerEventId: 'copy' },
  ]);
});

test('the due date is inclusive', () => {
  const conversation = aBookedConversation({ dueOn: day('2027-01-28') });
  expect(reconciled({ conversation, ...movedTo('2027-01-28T09:00:00Z') })).toMatchObject([{ pastDue: false }]);
});
