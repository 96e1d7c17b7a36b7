import { describe, expect, test } from 'vitest';
import { aLeave, aSlot, at, day, someRules } from '../testing/builders.ts';
import { aConversationToPlan, aPlannedPerson, ben, planningDay } from '../testing/planning-builders.ts';
import { planningWindow } from './planning-window.ts';
import { proposeTimes } from './propose-times.ts';

const unknown = { kind: 'unknown', reason: 'no calendar was asked' } as const;
const ana = (given: Parameters<typeof aPlannedPerson>[0] = {}) => aPlannedPerson({ freeBusy: unknown, ...given });

function proposed(given: Partial<Parameters<typeof proposeTimes>[0]> = {}) {
  return proposeTimes({
    manager: ben(),
    conversation: aConversationToPlan({ report: ana() }),
    invitationsAt: planningDay,
    answersUntil: planningDay,
    ...given,
  });
}

const startsOf = (times: ReturnType<typeof proposeTimes>) =>
  times.kind === 'times' ? times.slots.map(({ start }) => start.toString()) : times.explanation;

describe('three times to pick from', () => {
  test('lie on different days, not all in the morning nor all in one week, around the ideal day', () => {
    expect(startsOf(proposed())).toEqual(['2026-12-04T09:00:00Z', '2026-12-08T12:00:00Z', '2026-12-09T09:00:00Z']);
  });

  test('keep the lead time for as long as there is to pick', () => {
    const conversation = aConversationToPlan({ report: ana(), dueOn: day('2026-11-25') });
    const answersUntil = planningDay.add({ hours: 7 * 24 });
    const times = proposed({ conversation, answersUntil });
    const earliest = answersUntil.add({ hours: 21 * 24 });
    expect(
      times.kind === 'times' && times.slots.every(({ start }) => Temporal.Instant.compare(earliest, start) < 0),
    ).toBe(true);
  });

  test('lie within the days of which both calendars were read, however long there is to pick', () => {
    const rules = someRules({ planningHorizonDays: 40 });
    const conversation = aConversationToPlan({
      report: ana(),
      dueOn: planningDay.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 40 }),
      rules,
    });
    const { end } = planningWindow({ invitationsAt: planningDay, timeZone: 'Europe/Berlin', rules });
    for (const days of [0, 7, 14]) {
      const times = proposed({ conversation, answersUntil: planningDay.add({ hours: 24 * days }) });
      expect(times.kind).toBe('times');
      expect(
        times.kind === 'times' ? times.slots.filter((slot) => Temporal.Instant.compare(end, slot.end) < 0) : null,
      ).toEqual([]);
    }
  });

  test('leave out the days that did not suit', () => {
    const first = proposed();
    const turnedDown = first.kind === 'times' ? first.slots : [];
    const others = proposed({ conversation: aConversationToPlan({ report: ana(), turnedDown }) });
    const daysOf = (times: typeof first) => startsOf(times).map((start) => start.slice(0, 10));
    expect(daysOf(others)).toHaveLength(3);
    expect(daysOf(others).filter((date) => daysOf(first).includes(date))).toEqual([]);
  });

  test('are others than those proposed to a teammate, as long as there are others', () => {
    const first = proposed();
    const avoid = first.kind === 'times' ? first.slots : [];
    const second = startsOf(proposed({ avoid }));
    expect(startsOf(first).filter((start) => second.includes(start))).toEqual([]);
    const onlyHour = { 3: [{ from: '10:00', to: '11:00' }] };
    const rules = someRules({ planningHorizonDays: 40 });
    const conversation = aConversationToPlan({ report: ana(), dueOn: day('2026-12-09'), rules });
    const scarce = { manager: ben({ workingHours: onlyHour }), conversation };
    const only = proposed(scarce);
    expect(proposed({ ...scarce, avoid: only.kind === 'times' ? only.slots : [] })).toEqual(only);
  });

  test('stay out of weeks in which the manager has as many conversations as the policy asks for', () => {
    const booked = ['2026-12-07T09:00:00Z', '2026-12-10T09:00:00Z'].map((start) => ({
      slot: aSlot({ start }),
      role: 'manager' as const,
    }));
    const dates = startsOf(proposed({ manager: ben({ booked }) })).map((start) => start.slice(0, 10));
    expect(dates.filter((date) => '2026-12-07' <= date && date <= '2026-12-11')).toEqual([]);
  });

  test('come before the due date where they can, and late rather than not at all', () => {
    const conversation = aConversationToPlan({
      report: ana(),
      dueOn: day('2026-11-25'),
      rules: someRules({ idealDaysBeforeDue: 0 }),
    });
    const dates = startsOf(proposed({ conversation })).map((start) => start.slice(0, 10));
    expect(dates).toEqual(['2026-11-24', '2026-11-25', expect.stringMatching(/^2026-(11-(26|27|30)|12-0)/)]);
  });

  test('are within both people’s working hours in the weeks in which only one of their clocks has changed', () => {
    const conversation = aConversationToPlan({
      dueOn: day('2027-03-30'),
      report: ana({ timeZone: 'America/New_York' }),
      rules: someRules({ planningHorizonDays: 180 }),
    });
    const times = proposed({ conversation, answersUntil: at('2027-02-10T09:00:00Z') });
    const local = (timeZone: string) =>
      times.kind === 'times' ? times.slots.map(({ start }) => start.toZonedDateTimeISO(timeZone).hour) : [];
    expect(local('America/New_York').every((hour) => hour >= 9 && hour < 17)).toBe(true);
    expect(local('Europe/Berlin').every((hour) => hour >= 9 && hour < 17)).toBe(true);
    expect(local('Europe/Berlin')).toHaveLength(3);
  });

  test('are made for a report whose calendar is known as well, and keep clear of it', () => {
    const busy = [aSlot({ start: '2026-11-01T00:00:00Z', minutes: 36 * 24 * 60 })];
    const conversation = aConversationToPlan({ report: ana({ freeBusy: { kind: 'known', busy } }) });
    expect(startsOf(proposed({ conversation })).every((start) => start > '2026-12-07')).toBe(true);
  });
});

describe('no times', () => {
  test('are made from a manager’s unknown calendar, and it says so', () => {
    const times = proposed({ manager: ben({ freeBusy: { kind: 'unknown', reason: 'revoked' } }) });
    expect(times).toMatchObject({ kind: 'none', reason: 'calendar_unknown' });
  });

  test('while a time zone is missing', () => {
    expect(proposed({ conversation: aConversationToPlan({ report: ana({ timeZone: null }) }) })).toMatchObject({
      kind: 'none',
      reason: 'no_time_zone',
    });
  });

  test('while the report is away all along, and the reason names the days, not why', () => {
    const leaves = [aLeave({ from: '2026-11-01', to: '2027-12-31' })];
    const times = proposed({ conversation: aConversationToPlan({ report: ana({ leaves }) }) });
    expect(times).toMatchObject({ kind: 'none', reason: 'no_common_time' });
    expect(startsOf(times).join(' ')).toMatch(/never both at work/);
  });
});
