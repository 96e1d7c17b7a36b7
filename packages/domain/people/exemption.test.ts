import { describe, expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { exemptionOn, lifted, refusalOfExemption } from './exemption.ts';
import type { Exemption, StatedExemption } from './exemption.ts';

const secondment: Exemption = {
  personId: 'ana',
  category: 'secondment',
  startsOn: day('2027-01-04'),
  endsOn: day('2027-06-30'),
};
const standing: Exemption = { personId: 'ben', category: 'other', startsOn: day('2027-01-04'), endsOn: null };
const exemptions = [secondment, standing];

test('an exemption holds on its first and last day and on none outside', () => {
  const on = (date: string) => exemptionOn({ exemptions, personId: 'ana', on: day(date) });
  expect([on('2027-01-03'), on('2027-01-04'), on('2027-06-30'), on('2027-07-01')]).toEqual([
    null,
    secondment,
    secondment,
    null,
  ]);
});

test('an exemption without an end holds until it is lifted', () => {
  expect(exemptionOn({ exemptions, personId: 'ben', on: day('2031-01-01') })).toEqual(standing);
});

describe('stating an exemption', () => {
  const today = day('2027-02-01');
  const given = { personId: 'ana', category: 'other', startsOn: today, endsOn: day('2027-02-28') } as const;
  const check = (
    stated: Partial<StatedExemption & { endsOn: Temporal.PlainDate }>,
    others: readonly StatedExemption[] = [],
  ) => refusalOfExemption({ stated: { ...given, ...stated }, others, longestDays: 90, today });

  test('it ends, on or after its first day and not before today', () => {
    expect(check({})).toBeNull();
    expect(check({ startsOn: day('2027-02-28') })).toBeNull();
    expect(check({ startsOn: day('2027-03-01') })).toBe('ends_before_it_begins');
    expect(check({ startsOn: day('2027-01-01'), endsOn: today })).toBeNull();
    expect(check({ startsOn: day('2027-01-01'), endsOn: day('2027-01-31') })).toBe('over_already');
  });

  test('it lasts no longer than the policy lets it, counted from today or from its first day ahead', () => {
    expect(check({ endsOn: day('2027-05-01') })).toBeNull();
    expect(check({ endsOn: day('2027-05-02') })).toBe('too_long');
    expect(check({ startsOn: day('2027-01-01'), endsOn: day('2027-05-01') })).toBeNull();
    expect(check({ startsOn: day('2027-03-01'), endsOn: day('2027-05-29') })).toBeNull();
    expect(check({ startsOn: day('2027-03-01'), endsOn: day('2027-05-30') })).toBe('too_long');
  });

  test('two of the same person do not overlap, but a hold neither sees nor is seen by another', () => {
    const other = { ...given, startsOn: day('2027-02-28'), endsOn: day('2027-03-31') };
    expect(check({}, [other])).toBe('overlaps');
    expect(check({ endsOn: day('2027-02-27') }, [other])).toBeNull();
    expect(check({ category: 'hold' }, [other])).toBeNull();
    expect(check({}, [{ ...other, category: 'hold' }])).toBeNull();
    expect(check({ category: 'hold' }, [{ ...other, category: 'hold' }])).toBe('overlaps');
  });

  test('lifting leaves the days before today, and nothing of one that had not begun', () => {
    const lift = (startsOn: string, endsOn: string) =>
      lifted({ exemption: { startsOn: day(startsOn), endsOn: day(endsOn) }, today });
    expect(lift('2027-01-10', '2027-03-01')).toEqual({ kind: 'ends', endsOn: day('2027-01-31') });
    expect(lift('2027-02-01', '2027-03-01')).toEqual({ kind: 'gone' });
    expect(lift('2027-02-20', '2027-03-01')).toEqual({ kind: 'gone' });
    expect(lift('2027-01-10', '2027-01-31')).toEqual({ kind: 'over' });
  });
});
