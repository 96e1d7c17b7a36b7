import { describe, expect, test } from 'vitest';
import { aPerson, day } from '../testing/builders.ts';
import { actingFor, holderOn, holdersDays } from './acting-manager.ts';
import type { ActingManager } from './acting-manager.ts';
import { refusalOfActing } from './name-acting.ts';

const [ben, cleo, dora] = ['ben', 'cleo', 'dora'].map((id) => aPerson({ id }));
const today = day('2027-02-01');
const forAll: ActingManager = {
  managerId: 'ben',
  reportId: null,
  actingId: 'cleo',
  startsOn: day('2027-03-01'),
  endsOn: day('2027-05-31'),
};

describe('who stands in', () => {
  const holder = (on: string, standIns = [{ ...forAll, person: cleo! }]) =>
    holderOn({ manager: ben!, standIns, on: day(on), today })?.id;

  test('from the first to the last day, both included, and nobody before or after', () => {
    expect(['2027-02-28', '2027-03-01', '2027-05-31', '2027-06-01'].map((on) => holder(on))).toEqual([
      'ben',
      'cleo',
      'cleo',
      'ben',
    ]);
  });

  test('nobody who has left', () => {
    const gone = aPerson({ id: 'cleo', endDate: day('2027-01-31') });
    expect(holder('2027-03-15', [{ ...forAll, person: gone }])).toBe('ben');
  });

  test('a manager nobody knows can be stood in for all the same', () => {
    const standIns = [{ ...forAll, person: cleo! }];
    expect(holderOn({ manager: null, standIns, on: day('2027-03-15'), today })?.id).toBe('cleo');
    expect(holderOn({ manager: null, standIns, on: day('2027-06-15'), today })).toBeNull();
  });

  test('for one report comes before for everybody, and a later beginning before an earlier one', () => {
    const forAna = { ...forAll, reportId: 'ana', actingId: 'dora' };
    const later = { ...forAll, startsOn: day('2027-04-01'), actingId: 'ede' };
    const ofOther = { ...forAll, managerId: 'zoe' };
    const acting = [forAll, later, ofOther, forAna];
    const ids = (reportId: string) => actingFor({ acting, managerId: 'ben', reportId }).map(({ actingId }) => actingId);
    expect(ids('ana')).toEqual(['dora', 'ede', 'cleo']);
    expect(ids('lea')).toEqual(['ede', 'cleo']);
  });

  test('nobody towards themselves: whoever stands in for their own manager keeps that manager', () => {
    expect(actingFor({ acting: [forAll], managerId: 'ben', reportId: 'cleo' })).toEqual([]);
  });
});

describe('the days on which it is somebody’s', () => {
  const standIns = [{ ...forAll, person: cleo! }];
  const days = (on: string) => {
    const { from, to } = holdersDays({ standIns, on: day(on), today });
    return [from?.toString() ?? null, to?.toString() ?? null];
  };

  test('are those of the stand-in, or what lies before and after for the manager', () => {
    expect(days('2027-04-01')).toEqual(['2027-03-01', '2027-05-31']);
    expect(days('2027-02-10')).toEqual([null, '2027-02-28']);
    expect(days('2027-06-10')).toEqual(['2027-06-01', null]);
  });
});

describe('naming somebody to stand in', () => {
  const refusal = (named: Partial<ActingManager>, acting = cleo!, others: readonly ActingManager[] = []) =>
    refusalOfActing({ named: { ...forAll, ...named }, acting, others, today });

  test('has an end that is not over, and is about three different people', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ endsOn: day('2027-02-28') })).toBe('ends_before_it_begins');
    expect(refusal({ startsOn: day('2027-01-01'), endsOn: day('2027-01-31') })).toBe('over_already');
    expect(refusal({ actingId: 'ben' })).toBe('own_stand_in');
    expect(refusal({ reportId: 'cleo' })).toBe('own_report');
    expect(refusal({ reportId: 'ben' })).toBe('own_report');
  });

  test('is of somebody who is there then', () => {
    expect(refusal({}, aPerson({ id: 'cleo', status: 'inactive' }))).toBe('not_active');
    expect(refusal({}, aPerson({ id: 'cleo', endDate: day('2027-02-28') }))).toBe('not_active');
    expect(refusal({}, aPerson({ id: 'cleo', endDate: day('2027-03-01') }))).toBeNull();
  });

  test('leaves one at a time for everybody, and one at a time for a report', () => {
    const other = { ...forAll, startsOn: day('2027-05-31'), endsOn: day('2027-07-31'), actingId: dora!.id };
    expect(refusal({}, cleo!, [other])).toBe('overlaps');
    expect(refusal({ endsOn: day('2027-05-30') }, cleo!, [other])).toBeNull();
    expect(refusal({ reportId: 'ana' }, cleo!, [other])).toBeNull();
  });
});
