import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aPerson, aPolicy, at, day } from '../testing/builders.ts';
import { factOfReport } from './fact-of-report.ts';

const ben = aPerson({ id: 'ben', givenName: 'Ben' });
const held = aConversation({
  ...aBookedConversation(),
  id: 'conversation-0',
  sequence: 1,
  state: 'held',
  grade: 'attendance',
  heldOn: day('2026-08-03'),
  bookedAt: at('2026-07-01T09:00:00Z'),
  startsAt: at('2026-08-03T09:00:00Z'),
  endsAt: at('2026-08-03T10:00:00Z'),
});

function aFact(given: Partial<Parameters<typeof factOfReport>[0]> = {}) {
  return factOfReport({
    report: aPerson({ groups: ['Sales'] }),
    managers: [ben],
    conversations: [aBookedConversation({ sequence: 2 }), held],
    policy: aPolicy(),
    exemptions: [],
    leaves: [],
    managerConnected: true,
    asOf: day('2027-01-04'),
    now: at('2027-01-04T06:00:00Z'),
    ...given,
  });
}

describe('what counts of a report', () => {
  test('is their open conversation, its event and how the last one is known to have taken place', () => {
    expect(aFact()).toEqual({
      reportId: 'ana',
      managers: ['ben'],
      groups: ['Sales'],
      eligibility: { eligible: true },
      exemption: null,
      managerConnected: true,
      dueOn: day('2027-02-01'),
      upcoming: { leadDays: 49, leadTimeKept: true },
      awaitingOutcome: false,
      last: { grade: 'attendance', proactive: true },
      managerMoves: 0,
      pastGap: null,
    });
  });

  test('is that the gap since their last one is longer than the policy lets anybody put it off', () => {
    const policy = aPolicy({ rules: { intervalDays: 150, gapCeilingDays: 180 } });
    expect(aFact({ policy })).toMatchObject({ pastGap: 'due_date' });
    const leaveShift = { dueOn: day('2027-01-12'), from: day('2026-08-03'), days: 20 };
    const onLeave = aBookedConversation({ sequence: 2, leaveShift });
    expect(aFact({ policy, conversations: [onLeave, held] })).toMatchObject({ pastGap: 'leave' });
  });

  test('an event that has ended is no longer ahead, whether or not a sweep has noticed', () => {
    const now = at('2027-01-25T11:00:00Z');
    expect(aFact({ now })).toMatchObject({ upcoming: null, awaitingOutcome: true });
    expect(aFact({ now, conversations: [aBookedConversation({ state: 'awaiting_confirmation' })] })).toMatchObject({
      upcoming: null,
      awaitingOutcome: true,
    });
  });

  test('without a date, and before the first is due, nothing is known yet', () => {
    expect(aFact({ conversations: [aConversation()] })).toMatchObject({
      eligibility: { eligible: false, because: 'first_not_due_yet' },
      upcoming: null,
      last: null,
    });
  });

  test('past the first due date one counts, though nothing was ever held', () => {
    const unconfirmed = aConversation({ state: 'unconfirmed', grade: 'claimed', dueOn: day('2026-11-30') });
    const open = aConversation({ id: 'conversation-2', sequence: 2, dueOn: day('2027-03-01') });
    expect(aFact({ conversations: [open, unconfirmed] })).toMatchObject({
      eligibility: { eligible: true },
      last: { grade: 'claimed', proactive: false },
    });
  });

  test('an event invited too late was not booked ahead', () => {
    expect(aFact({ conversations: [aBookedConversation({ bookedAt: at('2027-01-10T09:00:00Z') })] }).upcoming).toEqual({
      leadDays: 15,
      leadTimeKept: false,
    });
  });
});
