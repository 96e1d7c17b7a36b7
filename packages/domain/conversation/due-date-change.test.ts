import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aDate } from '../testing/arbitraries.ts';
import { aLeave, aPolicy, day } from '../testing/builders.ts';
import { isBefore } from '../time/local-date.ts';
import { dueDateAfterLeaveChange, dueDateAfterManagerChange, nextDueDate } from './due-date.ts';

const policy = aPolicy();
const launch = policy.rolloutStartsOn;
const noHoliday = () => false;
const calm = { policy, leaves: [], isHoliday: noHoliday, today: launch };

describe('a change of manager', () => {
  const standing = day('2027-05-03');
  const after = (given: Partial<Parameters<typeof dueDateAfterManagerChange>[0]>) =>
    dueDateAfterManagerChange({
      ...calm,
      reportId: 'ana',
      standing,
      hasEvent: false,
      managerChangedOn: day('2027-02-01'),
      today: day('2027-02-01'),
      ...given,
    }).dueOn;

  test('leaves the due date of a conversation that is in the calendars', () => {
    expect(after({ hasEvent: true })).toEqual(standing);
  });

  test('brings what nobody has planned yet forward to 45 days after it', () => {
    expect(after({})).toEqual(day('2027-03-18'));
  });

  test('never puts the due date off, not even for leave', () => {
    const leaves = [aLeave({ from: '2026-03-01', to: '2028-10-31' })];
    fc.assert(
      fc.property(aDate, aDate, fc.boolean(), (managerChangedOn, dueOn, hasEvent) => {
        expect(
          isBefore(dueOn, after({ standing: dueOn, managerChangedOn, today: managerChangedOn, hasEvent, leaves })),
        ).toBe(false);
      }),
    );
  });
});

describe('leave that comes, changes or goes after the due date was set', () => {
  const set = (...leaves: readonly ReturnType<typeof aLeave>[]) =>
    nextDueDate({
      ...calm,
      leaves,
      reportId: 'ana',
      heldOn: day('2027-01-25'),
      next: 'full',
      today: day('2027-01-26'),
    });
  const later = (due: ReturnType<typeof set>, ...leaves: readonly ReturnType<typeof aLeave>[]) =>
    dueDateAfterLeaveChange({
      ...calm,
      leaves,
      reportId: 'ana',
      leaveShift: due.leaveShift!,
      today: day('2027-03-01'),
    });
  const month = aLeave({ from: '2027-04-01', to: '2027-04-30' });
  const twoMonths = aLeave({ from: '2027-04-01', to: '2027-05-31' });

  test('moves it as far as if it had been known then', () => {
    expect(later(set(), month)?.dueOn).toEqual(set(month).dueOn);
    expect(later(set(), month)?.why).toEqual(['Moved by 30 days of leave.']);
  });

  test('moves it by the difference when it is made longer, and back when it is taken back', () => {
    expect(later(set(month), twoMonths)?.dueOn).toEqual(set(twoMonths).dueOn);
    expect(later(set(month))).toMatchObject({ dueOn: set().dueOn, why: ['Leave moves it no more.'] });
  });

  test('moves nothing a second time, nor for days too few to count', () => {
    expect(later(set(month), month)).toBeNull();
    expect(later(set(), aLeave({ from: '2027-04-01', to: '2027-04-14' }))).toBeNull();
  });

  test('comes to the same whatever the order in which it becomes known', () => {
    const aLongLeave = fc.record({ from: fc.nat({ max: 200 }), days: fc.nat({ max: 60 }) }).map(({ from, days }) => {
      const startsOn = day('2027-01-20').add({ days: from });
      return { personId: 'ana', startsOn, endsOn: startsOn.add({ days }) };
    });
    fc.assert(
      fc.property(fc.array(aLongLeave, { maxLength: 4 }), fc.array(aLongLeave, { maxLength: 4 }), (before, after) => {
        const known = set(...before);
        expect((later(known, ...after) ?? known).dueOn).toEqual(set(...after).dueOn);
      }),
    );
  });
});
