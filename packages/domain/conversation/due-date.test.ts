import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicHolidayIn } from '../people/public-holidays.ts';
import { aDate, aZone, anInstant } from '../testing/arbitraries.ts';
import { aLeave, aPerson, aPolicy, day } from '../testing/builders.ts';
import { daysBetween, isBefore, isWithin, localDateOf } from '../time/local-date.ts';
import { avoidBlackout, firstDueDate, nextDueDate, shiftForLeave } from './due-date.ts';

const policy = aPolicy();
const launch = policy.rolloutStartsOn;
const place = { position: 0, of: 1 };
const noHoliday = () => false;
const calm = { policy, leaves: [], isHoliday: noHoliday, today: launch };

describe('a first conversation', () => {
  test('with an existing employee is due at their place in the rollout', () => {
    const due = firstDueDate({ ...calm, report: aPerson(), managerChangedOn: null, place: { position: 1, of: 2 } });
    expect(due).toMatchObject({ dueOn: launch.add({ days: 59 }), why: ['At its place in the rollout.'] });
  });

  test('with a new hire is due 60 days after hire', () => {
    const report = aPerson({ startDate: day('2026-12-01') });
    const due = firstDueDate({ ...calm, today: day('2026-12-01'), report, managerChangedOn: null, place });
    expect(due).toMatchObject({ dueOn: day('2027-01-30'), why: ['Within 60 days of hire.'] });
  });

  test('with somebody hired shortly before the launch counts from hire while that leaves lead time', () => {
    const hired = (date: string) =>
      firstDueDate({ ...calm, report: aPerson({ startDate: day(date) }), managerChangedOn: null, place }).why;
    expect(hired('2026-09-24')).toEqual(['Within 60 days of hire.']);
    expect(hired('2026-09-23')).toEqual(['At its place in the rollout.']);
  });

  test('under a new manager is due 45 days after the change', () => {
    const due = firstDueDate({ ...calm, report: aPerson(), managerChangedOn: day('2026-11-01'), place });
    expect(due).toMatchObject({ dueOn: day('2026-12-16'), why: ['Within 45 days of a new manager.'] });
  });

  test('with somebody HR sent long after they were hired still leaves lead time', () => {
    const report = aPerson({ startDate: day('2027-01-04') });
    const due = firstDueDate({ ...calm, today: day('2027-06-01'), report, managerChangedOn: null, place });
    expect(due.dueOn).toEqual(day('2027-06-22'));
  });

  test('always leaves lead time and never falls into a blackout', () => {
    const rules = { blackouts: [{ from: '2027-01-15', to: '2027-02-15', label: 'Review season' }] };
    const busy = aPolicy({ rules });
    fc.assert(
      fc.property(
        aDate,
        fc.option(aDate),
        fc.option(aDate),
        fc.nat({ max: 99 }),
        (today, startDate, managerChangedOn, position) => {
          const report = aPerson({ startDate });
          const { dueOn } = firstDueDate({
            ...calm,
            policy: busy,
            today,
            report,
            managerChangedOn,
            place: { position, of: 100 },
          });
          expect(daysBetween(today, dueOn)).toBeGreaterThanOrEqual(busy.rules.leadTimeDays);
          expect(isWithin({ date: dueOn, from: day('2027-01-15'), to: day('2027-02-15') })).toBe(false);
        },
      ),
    );
  });
});

describe('the next conversation', () => {
  const next = (given: Partial<Parameters<typeof nextDueDate>[0]> = {}) =>
    nextDueDate({
      ...calm,
      reportId: 'ana',
      heldOn: day('2027-01-25'),
      next: 'full',
      today: day('2027-01-26'),
      ...given,
    });

  test('is due the interval after the local date it was held', () => {
    expect(next().dueOn).toEqual(day('2027-07-24'));
  });

  test('is due half the interval after one that was only claimed, an odd interval rounded down', () => {
    expect(next({ next: 'half' }).dueOn).toEqual(day('2027-04-25'));
    expect(next({ next: 'half', policy: aPolicy({ rules: { intervalDays: 181 } }) }).dueOn).toEqual(day('2027-04-25'));
  });

  test('needs a date now where nobody said that it took place, blackout and leave or not', () => {
    const closed = aPolicy({ rules: { blackouts: [{ from: '2027-01-01', to: '2027-12-31', label: 'Closed' }] } });
    const leaves = [aLeave({ from: '2027-01-01', to: '2027-12-31' })];
    expect(next({ next: 'now', policy: closed, leaves }).dueOn).toEqual(day('2027-01-26'));
  });

  test("is the interval's calendar days away in every zone, whatever its clock does in between", () => {
    fc.assert(
      fc.property(anInstant, aZone, fc.integer({ min: 90, max: 365 }), (startsAt, timeZone, intervalDays) => {
        const heldOn = localDateOf({ instant: startsAt, timeZone });
        const { dueOn } = next({ heldOn, today: heldOn, policy: aPolicy({ rules: { intervalDays } }) });
        expect(daysBetween(heldOn, dueOn)).toBe(intervalDays);
      }),
    );
  });

  test("held late in the evening counts from the report's date, not from Greenwich's", () => {
    const startsAt = Temporal.Instant.from('2027-01-26T02:00:00Z');
    const heldOn = localDateOf({ instant: startsAt, timeZone: 'America/New_York' });
    expect(next({ heldOn }).dueOn).toEqual(day('2027-07-24'));
  });
});

describe('leave', () => {
  const due = { dueOn: day('2027-07-24'), why: [] };
  const shift = (...leaves: readonly (readonly [string, string])[]) =>
    shiftForLeave({
      due,
      from: day('2027-01-25'),
      reportId: 'ana',
      policy,
      leaves: leaves.map(([from, to]) => aLeave({ from, to })),
    }).dueOn;

  test('of 15 days moves the due date by 15 days, of 14 not at all', () => {
    expect(shift(['2027-05-01', '2027-05-15'])).toEqual(day('2027-08-08'));
    expect(shift(['2027-05-01', '2027-05-14'])).toEqual(due.dueOn);
  });

  test('that HR cut in two counts as one', () => {
    expect(shift(['2027-05-01', '2027-05-10'], ['2027-05-11', '2027-05-20'])).toEqual(day('2027-08-13'));
  });

  test('that begins after the due date leaves it, unless other leave has moved it there', () => {
    expect(shift(['2027-07-25', '2027-08-31'])).toEqual(due.dueOn);
    expect(shift(['2027-05-01', '2027-05-20'], ['2027-08-01', '2027-08-20'])).toEqual(day('2027-09-02'));
  });

  test('that had begun before counts from where we count from', () => {
    expect(shift(['2027-01-01', '2027-02-04'])).toEqual(day('2027-08-03'));
    expect(shift(['2026-12-01', '2027-01-25'])).toEqual(due.dueOn);
  });

  test('never brings a due date forward, and short leave never moves it', () => {
    const aShortLeave = fc
      .tuple(aDate, fc.nat({ max: 13 }))
      .map(([from, days]) => ({ personId: 'ana', startsOn: from, endsOn: from.add({ days }) }));
    fc.assert(
      fc.property(aShortLeave, aDate, fc.integer({ min: 14, max: 300 }), (short, from, days) => {
        const long = { personId: 'ana', startsOn: from, endsOn: from.add({ days }) };
        const withLeave = (...leaves: (typeof long)[]) =>
          shiftForLeave({ due, from: day('2027-01-25'), reportId: 'ana', policy, leaves }).dueOn;
        expect(withLeave(short)).toEqual(due.dueOn);
        expect(isBefore(withLeave(long), due.dueOn)).toBe(false);
        expect(daysBetween(due.dueOn, withLeave(long))).toBeLessThanOrEqual(days + 1);
      }),
    );
  });
});

describe('a blackout', () => {
  const closing = aPolicy({
    rules: { blackouts: [{ from: '2027-01-11', to: '2027-01-29', label: 'Year-end close' }] },
  });
  const avoid = (dueOn: string, today: string, isHoliday = noHoliday as (date: Temporal.PlainDate) => boolean) =>
    avoidBlackout({ due: { dueOn: day(dueOn), why: [] }, policy: closing, isHoliday, today: day(today) });

  test('moves the due date to the last working day before it', () => {
    expect(avoid('2027-01-20', '2026-12-01')).toEqual({
      dueOn: day('2027-01-08'),
      why: ['Moved before “Year-end close”.'],
    });
  });

  test('where that would not keep lead time, to the first working day after it', () => {
    expect(avoid('2027-01-20', '2026-12-18').dueOn).toEqual(day('2027-01-08'));
    expect(avoid('2027-01-20', '2026-12-19')).toEqual({
      dueOn: day('2027-02-01'),
      why: ['Moved after “Year-end close”.'],
    });
  });

  test("looks past the report's leave as well", () => {
    const heldOn = day('2026-07-24');
    const leaves = [aLeave({ from: '2027-01-04', to: '2027-01-08' })];
    const next = nextDueDate({
      ...calm,
      policy: closing,
      leaves,
      reportId: 'ana',
      heldOn,
      next: 'full',
      today: day('2026-07-25'),
    });
    expect(next.dueOn).toEqual(day('2027-01-01'));
  });

  test('leaves the days around it alone', () => {
    expect(avoid('2027-01-10', '2026-12-01').dueOn).toEqual(day('2027-01-10'));
    expect(avoid('2027-01-30', '2026-12-01').dueOn).toEqual(day('2027-01-30'));
  });

  test('beside a public holiday or another blackout looks past it', () => {
    const isHoliday = publicHolidayIn('DE-BE');
    const easter = aPolicy({
      rules: {
        blackouts: [
          { from: '2027-03-30', to: '2027-04-09', label: 'Reviews' },
          { from: '2027-04-12', to: '2027-04-13', label: 'Summit' },
        ],
      },
    });
    const due = { dueOn: day('2027-04-05'), why: [] };
    expect(avoidBlackout({ due, policy: easter, isHoliday, today: day('2026-12-01') }).dueOn).toEqual(
      day('2027-03-25'),
    );
    expect(avoidBlackout({ due, policy: easter, isHoliday, today: day('2027-03-20') }).dueOn).toEqual(
      day('2027-04-14'),
    );
  });
});
