import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import {
  book,
  changeDueDate,
  close,
  decide,
  end,
  exempt,
  isOpen,
  moveTo,
  open,
  reviseOutcome,
  unbook,
  waitFor,
} from './conversation.ts';
import { supersede } from './supersede.ts';
import type { Conversation } from './conversation.ts';
import type { Transition } from './transition.ts';
import type { DecidedOutcome } from './outcome.ts';

const now = at('2026-12-07T09:00:00Z');
const due = { dueOn: day('2027-07-24'), why: ['180 days later.'] };
const successor = { id: 'conversation-2', managerId: 'ben', policyId: 'policy-1', due };
const confirmed: DecidedOutcome = { state: 'held', grade: 'confirmed', nextDue: 'full' };
const silent: DecidedOutcome = { state: 'unconfirmed', grade: 'none', nextDue: 'now' };
const tookPlaceOn = day('2027-01-25');

describe('any walk through the transitions', () => {
  type Step = (conversation: Conversation, now: Temporal.Instant, hours: number) => Transition;
  const slotIn = (now: Temporal.Instant, hours: number) => ({
    start: now.add({ hours }),
    end: now.add({ hours: hours + 1 }),
  });
  const steps: readonly Step[] = [
    (conversation, now) => waitFor({ conversation, reason: 'no_common_time', now }),
    (conversation, now, hours) => book({ conversation, slot: slotIn(now, hours), now }),
    (conversation, now, hours) => moveTo({ conversation, slot: slotIn(now, hours), actor: 'manager', now }),
    (conversation, now, hours) => moveTo({ conversation, slot: slotIn(now, hours), actor: 'report', now }),
    (conversation, now) => unbook({ conversation, reason: 'declined', actor: 'report', now }),
    (conversation, now) => end({ conversation, now }),
    (conversation, now) => decide({ conversation, outcome: confirmed, tookPlaceOn, successor, actor: 'report', now }),
    (conversation, now) => decide({ conversation, outcome: silent, tookPlaceOn, successor, actor: 'throughline', now }),
    (conversation, now) => reviseOutcome({ conversation, outcome: confirmed, tookPlaceOn, actor: 'report', now }),
    (conversation, now) => reviseOutcome({ conversation, outcome: silent, tookPlaceOn, actor: 'manager', now }),
    (conversation, now) => supersede({ conversation, successor, to: 'new_manager', now }),
    (conversation, now) => exempt({ conversation, category: 'secondment', now }),
    (conversation, now) => close({ conversation, reason: 'report_left', now }),
    (conversation, now) => changeDueDate({ conversation, due, actor: 'hr', now }),
  ];
  const aWalk = fc.array(
    fc.record({
      step: fc.nat({ max: steps.length - 1 }),
      passes: fc.nat({ max: 100 }),
      ahead: fc.integer({ min: -50, max: 200 }),
    }),
    {
      maxLength: 40,
    },
  );

  function keepsInvariants(conversation: Conversation) {
    const hasEvent = conversation.startsAt !== null;
    expect(conversation.endsAt !== null).toBe(hasEvent);
    expect(conversation.bookedAt !== null).toBe(hasEvent);
    expect(conversation.closedAt === null).toBe(isOpen(conversation));
    expect(conversation.heldOn !== null).toBe(conversation.state === 'held');
    expect(conversation.grade !== null).toBe(conversation.state === 'held' || conversation.state === 'unconfirmed');
    if (conversation.state === 'due') expect(hasEvent).toBe(false);
    if (conversation.state === 'booked' || conversation.state === 'awaiting_confirmation') expect(hasEvent).toBe(true);
    if (conversation.waitingFor !== null) expect(conversation.state).toBe('due');
  }

  test('keeps every invariant, opens exactly one successor, and never reopens', () => {
    fc.assert(
      fc.property(aWalk, (walk) => {
        let clock = now;
        let conversation = open({
          id: 'c',
          reportId: 'ana',
          managerId: 'ben',
          policyId: 'p',
          sequence: 1,
          earlyRequest: false,
          due,
          now,
        }).next;
        let successors = 0;
        for (const { step, passes, ahead } of walk) {
          clock = clock.add({ hours: passes });
          const transition = steps[step]!(conversation, clock, ahead);
          if (transition.kind === 'refused') continue;
          const { next, history } = transition;
          if (conversation.state === 'booked' && next.state === 'due') {
            expect(Temporal.Instant.compare(clock, conversation.endsAt!)).toBe(-1);
          }
          if (!isOpen(conversation)) expect(isOpen(next)).toBe(false);
          expect(history.at).toEqual(clock);
          expect({ id: next.id, reportId: next.reportId, sequence: next.sequence }).toEqual({
            id: 'c',
            reportId: 'ana',
            sequence: 1,
          });
          if ('successor' in transition) successors += 1;
          conversation = next;
          keepsInvariants(conversation);
        }
        expect(successors).toBe(['held', 'unconfirmed', 'superseded'].includes(conversation.state) ? 1 : 0);
      }),
    );
  });
});
