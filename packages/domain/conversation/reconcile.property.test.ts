import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBookedConversation, anEventRecord, anObservedEvent, aPolicy, aSlot, at } from '../testing/builders.ts';
import { recordDecision, type Known } from '../testing/record-decision.ts';
import '../testing/temporal-equality.ts';
import { askReasons } from './observed-event.ts';
import type { Invited, Observation, ObservedEvent } from './observed-event.ts';
import { reconcile } from './reconcile.ts';

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

describe('any observation', () => {
  const anObservation: fc.Arbitrary<Observation> = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom<Observation>({ kind: 'gone' }, { kind: 'missing' }) },
    {
      weight: 8,
      arbitrary: fc
        .record({
          hours: fc.integer({ min: -1500, max: 1500 }),
          minutes: fc.constantFrom(30, 45, 60),
          private: fc.boolean(),
          category: fc.constantFrom('Career conversation', 'Red', null),
          allDay: fc.boolean(),
          recurring: fc.boolean(),
          cancelled: fc.boolean(),
          marked: fc.boolean(),
          invited: fc.constantFrom<Invited>('the_report', 'the_report', 'nobody', 'others', 'only_others'),
          organizer: fc.constantFrom<ObservedEvent['organizer']>('manager', 'manager', 'somebody_else'),
          report: fc.constantFrom(
            'accepted' as const,
            'declined' as const,
            'tentative' as const,
            'needs_action' as const,
          ),
        })
        .map(({ hours, minutes, report, ...rest }) => {
          const start = at('2027-01-25T09:00:00Z').add({ hours });
          return anObservedEvent({
            ...rest,
            start,
            end: start.add({ minutes }),
            responses: { manager: 'accepted', report },
          });
        }),
    },
  );
  const oneOnOnes = [aSlot({ start: '2027-01-27T09:30:00Z' }), aSlot({ start: '2027-02-03T09:30:00Z' })];

  test('looked at again gives no more than restoring or flagging, and then nothing', () => {
    fc.assert(
      fc.property(anObservation, fc.subarray([...askReasons]), (theirs, asked) => {
        fc.pre(theirs.kind !== 'missing');
        const look = (known: Known) => reconciled({ ...known, theirs, oneOnOnes });
        const atFirst = { ours: anEventRecord({ asked }), conversation: aBookedConversation() };
        const afterOnce = look(atFirst).reduce(recordDecision, atFirst);
        const afterTwice = look(afterOnce).reduce(recordDecision, afterOnce);
        expect(look(afterOnce).every(({ kind }) => kind === 'flag')).toBe(true);
        expect(look(afterTwice)).toEqual([]);
      }),
    );
  });

  test('gives up the date only on a confirmed loss or a no, and never after the end', () => {
    fc.assert(
      fc.property(anObservation, fc.nat({ max: 60 }), (theirs, days) => {
        const later = now.add({ hours: days * 24 });
        const rebooks = reconciled({ theirs, oneOnOnes, now: later }).some(({ kind }) => kind === 'rebook');
        if (!rebooks) return;
        expect(theirs.kind).not.toBe('missing');
        const movedAhead = theirs.kind === 'present' && Temporal.Instant.compare(later, theirs.end) < 0;
        expect(Temporal.Instant.compare(later, at('2027-01-25T10:00:00Z')) < 0 || movedAhead).toBe(true);
        if (theirs.kind !== 'present') return;
        const { cancelled, invited, organizer, responses } = theirs;
        const isOff = cancelled || ['nobody', 'only_others'].includes(invited) || organizer === 'somebody_else';
        expect(isOff || responses.report === 'declined').toBe(true);
      }),
    );
  });
});
