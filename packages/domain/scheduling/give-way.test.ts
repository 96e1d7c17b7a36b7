import { describe, expect, test } from 'vitest';
import { at, day, someRules } from '../testing/builders.ts';
import { aConversationToPlan, aPlannedPerson, ben, planningDay } from '../testing/planning-builders.ts';
import { planTeam } from './plan-team.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import { proposeTimes } from './propose-times.ts';
import { recheckTime } from './recheck-time.ts';

const wednesdays = { 3: [{ from: '09:00', to: '17:00' }] };
/** Four Wednesdays can be had: 25 November to 16 December. */
const rules = someRules({ planningHorizonDays: 45, leadTimeDays: 21 });
const conversation = (given: Partial<ConversationToPlan> = {}) =>
  aConversationToPlan({ dueOn: day('2026-11-30'), rules, ...given });
const propose = (given: Partial<ConversationToPlan> = {}, manager: PlannedPerson = ben(), mayGiveWay = true) =>
  proposeTimes({
    manager,
    conversation: conversation(given),
    invitationsAt: planningDay,
    answersUntil: planningDay,
    mayGiveWay,
  });
const starts = (proposed: ReturnType<typeof propose>) =>
  proposed.kind === 'times' ? proposed.slots.map(({ start }) => start.toString()) : proposed.explanation;
const wholeDay = (date: string) => ({ start: at(`${date}T00:00:00Z`), end: at(`${date}T23:59:00Z`) });
const bookedAt = (start: string) => ({
  slot: { start: at(start), end: at(start).add({ hours: 1 }) },
  role: 'manager' as const,
});
const allWednesdays = ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'];
const fullManager = ben({
  workingHours: wednesdays,
  booked: allWednesdays.map((date) => bookedAt(`${date}T09:00:00Z`)),
});

describe('a manager whose days are full', () => {
  test('is out of days, not out of common time', () => {
    const [planned] = planTeam({ manager: fullManager, conversations: [conversation()], invitationsAt: planningDay });
    expect(planned).toMatchObject({ kind: 'none', reason: 'capacity' });
    expect(planned?.explanation[0]).toMatch(/holds another conversation/);
  });

  test('is asked for one more in a day, clear of the one that is there', () => {
    const proposed = propose({}, fullManager);
    expect(starts(proposed)).toHaveLength(3);
    if (proposed.kind !== 'times') throw new Error(proposed.reason);
    const overlapping = proposed.slots.filter(({ start, end }) =>
      fullManager.booked.some(
        ({ slot }) => Temporal.Instant.compare(start, slot.end) < 0 && Temporal.Instant.compare(slot.start, end) < 0,
      ),
    );
    expect(overlapping).toEqual([]);
  });

  test('is never asked for two more in a day', () => {
    const twice = [...fullManager.booked, ...allWednesdays.map((date) => bookedAt(`${date}T12:00:00Z`))];
    expect(propose({}, { ...fullManager, booked: twice }).kind).toBe('none');
  });

  test('is not asked at all about a date that stands, nor while a day is free', () => {
    expect(propose({}, fullManager, false).kind).toBe('none');
    const oneFree = { ...fullManager, booked: fullManager.booked.slice(1) };
    expect(starts(propose({}, oneFree))).toEqual([expect.stringContaining('2026-11-25')]);
  });

  test('can have the time that was picked', () => {
    const proposed = propose({}, fullManager);
    if (proposed.kind !== 'times') throw new Error(proposed.reason);
    const picked = {
      manager: fullManager,
      conversation: conversation(),
      slot: proposed.slots[0]!,
      proposed: proposed.slots,
    };
    expect(recheckTime({ ...picked, invitationsAt: planningDay, mayGiveWay: true }).kind).toBe('good');
    expect(recheckTime({ ...picked, invitationsAt: planningDay }).kind).toBe('gone');
  });
});

describe('hours that meet and are never free', () => {
  /** Nine to noon and eleven to five in one zone: the only common hour is taken each day. */
  const manager = ben({
    workingHours: { 3: [{ from: '09:00', to: '12:00' }] },
    freeBusy: {
      kind: 'known',
      busy: allWednesdays.map((date) => ({ start: at(`${date}T10:00:00Z`), end: at(`${date}T11:00:00Z`) })),
    },
  });
  const report = aPlannedPerson({ workingHours: { 3: [{ from: '11:00', to: '17:00' }] } });
  const optedIn = someRules({ ...rules, fringeMinutes: 120 });

  test('nobody is asked to work beyond them unless the policy allows it; it says what would help', () => {
    const none = propose({ report }, manager);
    expect(none).toMatchObject({ kind: 'none', reason: 'no_common_time' });
    expect(starts(none).at(-1)).toBe(
      "What would help: an hour freed in Ben Okafor's calendar while Ana Sousa is at work.",
    );
  });

  test('where it does, whoever did not give way the last time is asked to', () => {
    const berlinHour = (proposed: ReturnType<typeof propose>) =>
      proposed.kind === 'times'
        ? proposed.slots.map(({ start }) => start.toZonedDateTimeISO('Europe/Berlin').hour)
        : [proposed.reason];
    const managerDid = { start: at('2026-05-06T11:00:00Z'), end: at('2026-05-06T12:00:00Z') };
    const reportDid = { start: at('2026-05-06T07:00:00Z'), end: at('2026-05-06T08:00:00Z') };
    const asked = (earlier: ConversationToPlan['earlier']) =>
      berlinHour(propose({ report, rules: optedIn, earlier }, manager));
    // At ten the report has not begun, at one the manager has ended.
    expect(asked([managerDid])).toEqual([10, 10, 10]);
    expect(asked([reportDid])).toEqual([13, 13, 13]);
  });

  test('a time at which either is busy is never proposed, whatever is given up', () => {
    const busy = { kind: 'known' as const, busy: allWednesdays.map(wholeDay) };
    const none = propose({ report: { ...report, freeBusy: busy }, rules: optedIn }, manager);
    expect(none).toMatchObject({ kind: 'none', reason: 'no_common_time' });
  });
});

test('hours that never meet, without the policy’s leave, are said to be what stands in the way', () => {
  const report = aPlannedPerson({ timeZone: 'Pacific/Auckland' });
  expect(starts(propose({ report })).at(-1)).toMatch(
    /^What would help: working hours of Ben Okafor and Ana Sousa that meet.*HR allows/,
  );
});
