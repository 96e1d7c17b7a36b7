import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aLeave, aPerson, aPolicy, at, day } from '../testing/builders.ts';
import { eligibilityOn, isCurrentOn, isProactive } from './eligibility.ts';
import { leadDaysOf } from './lead-time.ts';

const asOf = day('2027-02-02');
const eligible = (given: Partial<Parameters<typeof eligibilityOn>[0]> = {}) =>
  eligibilityOn({
    report: aPerson(),
    manager: aPerson({ id: 'ben' }),
    exemptions: [],
    leaves: [],
    everHeld: true,
    firstDueOn: day('2026-12-01'),
    asOf,
    ...given,
  });

describe('eligible', () => {
  test('is who has had a conversation, or is past the first due date', () => {
    expect(eligible()).toEqual({ eligible: true });
    expect(eligible({ everHeld: false, firstDueOn: day('2027-02-01') })).toEqual({ eligible: true });
    expect(eligible({ everHeld: false, firstDueOn: asOf })).toEqual({ eligible: false, because: 'first_not_due_yet' });
    expect(eligible({ everHeld: false, firstDueOn: null })).toEqual({ eligible: false, because: 'first_not_due_yet' });
  });

  test('is nobody inactive, without an active manager, exempt or on leave', () => {
    expect(eligible({ report: aPerson({ status: 'inactive' }) })).toEqual({ eligible: false, because: 'inactive' });
    expect(eligible({ manager: null })).toEqual({ eligible: false, because: 'no_active_manager' });
    expect(eligible({ manager: aPerson({ endDate: day('2027-02-01') }) })).toEqual({
      eligible: false,
      because: 'no_active_manager',
    });
    const exemption = { personId: 'ana', category: 'parental', startsOn: asOf, endsOn: null } as const;
    expect(eligible({ exemptions: [exemption] })).toEqual({ eligible: false, because: 'exempt' });
    expect(eligible({ leaves: [aLeave({ from: '2027-02-02', to: '2027-02-02' })] })).toEqual({
      eligible: false,
      because: 'on_leave',
    });
  });

  test('is the report of a manager who is on leave', () => {
    expect(eligible({ leaves: [aLeave({ personId: 'ben', from: '2027-02-01', to: '2027-02-28' })] })).toEqual({
      eligible: true,
    });
  });
});

test('current is who is eligible and not past the due date, which is inclusive', () => {
  const currentWith = (dueOn: string, eligibility = eligible()) =>
    isCurrentOn({ eligibility, dueOn: day(dueOn), asOf });
  expect([currentWith('2027-02-01'), currentWith('2027-02-02'), currentWith('2027-07-24')]).toEqual([
    false,
    true,
    true,
  ]);
  expect(currentWith('2027-07-24', eligible({ manager: null }))).toBe(false);
});

describe('proactive', () => {
  const policy = aPolicy();

  test('is what kept its lead time to the hour', () => {
    const invited = (bookedAt: string) =>
      isProactive({ conversation: aBookedConversation({ bookedAt: at(bookedAt) }), policy });
    expect(invited('2027-01-04T09:00:00Z')).toBe(true);
    expect(invited('2027-01-04T09:01:00Z')).toBe(false);
  });

  test('is nothing asked for early and nothing without a date', () => {
    expect(isProactive({ conversation: aBookedConversation({ earlyRequest: true }), policy })).toBe(false);
    expect(isProactive({ conversation: aConversation(), policy })).toBe(false);
  });

  test('is measured in whole days from the invitation', () => {
    expect(leadDaysOf(aBookedConversation())).toBe(49);
    expect(leadDaysOf(aBookedConversation({ bookedAt: at('2027-01-04T09:01:00Z') }))).toBe(20);
    expect(leadDaysOf(aConversation())).toBeNull();
  });
});
