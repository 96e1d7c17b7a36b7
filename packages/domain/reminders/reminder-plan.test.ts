import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../conversation/conversation.ts';
import { publicHolidayIn } from '../people/public-holidays.ts';
import { anInstant, aZone } from '../testing/arbitraries.ts';
import { aBookedConversation, aConversation, aPolicy, aSlot, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import { conversationReminders } from './reminder-plan.ts';
import type { Recipient } from './reminder-plan.ts';
import { isDue } from './reminder.ts';

const policy = aPolicy();
const recipient = (personId: string, given: Partial<Recipient['workingPattern']> = {}): Recipient => ({
  personId,
  workingPattern: {
    hours: policy.rules.defaultWorkingHours,
    timeZone: 'Europe/Berlin',
    isDayOff: () => false,
    ...given,
  },
});
const plan = (conversation: Conversation, { report = recipient('ana'), manager = recipient('ben') } = {}) =>
  conversationReminders({ conversation, policy, report, manager });
const sendTimes = (conversation: Conversation, people: Parameters<typeof plan>[1] = {}) =>
  Object.fromEntries(plan(conversation, people).map(({ kind, sendAt }) => [kind, sendAt.toString()]));
const awaiting = (given: Partial<Conversation> = {}) =>
  aBookedConversation({ state: 'awaiting_confirmation', ...given });

describe('preparation', () => {
  test('reaches the report a week before and the manager three days before, when their work begins', () => {
    const thursday = aBookedConversation({ startsAt: at('2027-01-28T09:00:00Z'), endsAt: at('2027-01-28T10:00:00Z') });
    expect(sendTimes(thursday)).toEqual({ report_prep: '2027-01-21T08:00:00Z', manager_prep: '2027-01-25T08:00:00Z' });
  });

  test('that would fall on a weekend or a day off comes before it', () => {
    const onLeave = recipient('ana', { isDayOff: (date) => date.equals(day('2027-01-18')) });
    expect(sendTimes(aBookedConversation(), { report: onLeave })).toEqual({
      report_prep: '2027-01-15T08:00:00Z',
      manager_prep: '2027-01-22T08:00:00Z',
    });
  });

  test("keeps to each person's own zone", () => {
    const people = {
      report: recipient('ana', { timeZone: 'America/New_York' }),
      manager: recipient('ben', { timeZone: 'Asia/Kolkata' }),
    };
    expect(sendTimes(aBookedConversation(), people)).toEqual({
      report_prep: '2027-01-18T14:00:00Z',
      manager_prep: '2027-01-22T03:30:00Z',
    });
  });

  test('for an event booked later than that comes when they next work', () => {
    const bookedAt = at('2027-01-23T12:00:00Z');
    expect(sendTimes(aBookedConversation({ bookedAt }))).toEqual({
      report_prep: '2027-01-25T08:00:00Z',
      manager_prep: '2027-01-25T08:00:00Z',
    });
  });

  test('is of no use once the conversation has begun', () => {
    const [prep] = plan(aBookedConversation());
    expect(isDue({ reminder: prep!, now: at('2027-01-18T07:59:59Z') })).toBe(false);
    expect(isDue({ reminder: prep!, now: at('2027-01-18T08:00:00Z') })).toBe(true);
    expect(isDue({ reminder: prep!, now: at('2027-01-25T09:00:00Z') })).toBe(false);
  });
});

describe('the confirmation ask', () => {
  test('reaches the report alone, in the evening of the same day', () => {
    expect(plan(awaiting())).toMatchObject([
      { kind: 'confirmation_ask', personId: 'ana', sendAt: at('2027-01-25T16:00:00Z') },
    ]);
  });

  test('after a conversation past their working day comes the next working morning', () => {
    const friday = aSlot({ start: '2027-01-29T15:30:00Z' });
    expect(sendTimes(awaiting({ startsAt: friday.start, endsAt: friday.end }))).toEqual({
      confirmation_ask: '2027-02-01T08:00:00Z',
    });
  });

  test('on a public holiday waits for the day after', () => {
    const brazilian = recipient('ana', { timeZone: 'America/Sao_Paulo', isDayOff: publicHolidayIn('BR') });
    const holiday = aSlot({ start: '2027-09-07T13:00:00Z' });
    expect(sendTimes(awaiting({ startsAt: holiday.start, endsAt: holiday.end }), { report: brazilian })).toEqual({
      confirmation_ask: '2027-09-08T12:00:00Z',
    });
  });

  test('of somebody who works mornings comes when their morning ends, or the next they work', () => {
    const mornings = recipient('ana', {
      hours: { 1: [{ from: '08:00', to: '12:00' }], 4: [{ from: '08:00', to: '12:00' }] },
    });
    expect(sendTimes(awaiting(), { report: mornings })).toEqual({ confirmation_ask: '2027-01-25T11:00:00Z' });
    const afternoon = aSlot({ start: '2027-01-25T12:30:00Z' });
    expect(sendTimes(awaiting({ startsAt: afternoon.start, endsAt: afternoon.end }), { report: mornings })).toEqual({
      confirmation_ask: '2027-01-28T07:00:00Z',
    });
  });

  test('waits for the day they are back from leave that ends within the window', () => {
    const friday = aSlot({ start: '2027-01-29T15:30:00Z' });
    const away = recipient('ana', { isDayOff: (date) => date.equals(day('2027-02-01')) });
    expect(sendTimes(awaiting({ startsAt: friday.start, endsAt: friday.end }), { report: away })).toEqual({
      confirmation_ask: '2027-02-02T08:00:00Z',
    });
  });

  test('comes right after the conversation for somebody who is away from then on until the window has closed', () => {
    const friday = aSlot({ start: '2027-01-29T15:30:00Z' });
    const away = recipient('ana', { isDayOff: (date) => Temporal.PlainDate.compare(date, '2027-01-29') > 0 });
    expect(sendTimes(awaiting({ startsAt: friday.start, endsAt: friday.end }), { report: away })).toEqual({
      confirmation_ask: '2027-01-29T16:30:00Z',
    });
  });

  test('is one mail, however often it is worked out; moved on after its end, the new end is asked about anew', () => {
    const [ask] = plan(awaiting());
    const later = aSlot({ start: '2027-02-03T09:00:00Z' });
    const [again] = plan(awaiting({ startsAt: later.start, endsAt: later.end }));
    expect(plan(awaiting())).toEqual([ask]);
    expect(again?.key).not.toBe(ask?.key);
  });

  test('is of no use once the outcome is decided', () => {
    const [ask] = plan(awaiting());
    expect(isDue({ reminder: ask!, now: at('2027-02-01T09:59:59Z') })).toBe(true);
    expect(isDue({ reminder: ask!, now: at('2027-02-01T10:00:00Z') })).toBe(false);
  });
});

test('a conversation without an event, or over, sends nothing', () => {
  expect(plan(aConversation())).toEqual([]);
  expect(plan(aBookedConversation({ state: 'held' }))).toEqual([]);
});

describe('keys', () => {
  const keys = (conversation: Conversation) => plan(conversation).map(({ key }) => key);

  test('stay when the event moves, so that nobody is mailed twice', () => {
    const later = aSlot({ start: '2027-03-01T09:00:00Z' });
    expect(keys(aBookedConversation({ startsAt: later.start, endsAt: later.end }))).toEqual(
      keys(aBookedConversation()),
    );
  });

  test('are new for a new event', () => {
    const again = keys(aBookedConversation({ bookedAt: at('2027-01-04T09:00:00Z') }));
    expect(new Set([...keys(aBookedConversation()), ...again]).size).toBe(4);
  });

  test('hold no colon', () => {
    expect([...keys(aBookedConversation()), ...keys(awaiting())].join('')).not.toContain(':');
  });
});

test('whatever the zones and the moment, every mail goes out in working hours or as they end, and before it is useless', () => {
  fc.assert(
    fc.property(
      anInstant,
      fc.nat({ max: 60 * 24 }),
      aZone,
      aZone,
      fc.constantFrom('booked', 'awaiting_confirmation'),
      (bookedAt, hours, a, b, state) => {
        const startsAt = bookedAt.add({ hours });
        const conversation = aBookedConversation({ state, bookedAt, startsAt, endsAt: startsAt.add({ minutes: 60 }) });
        const people = { report: recipient('ana', { timeZone: a }), manager: recipient('ben', { timeZone: b }) };
        for (const { personId, sendAt } of plan(conversation, people)) {
          const local = sendAt.toZonedDateTimeISO(personId === 'ana' ? a : b);
          const minuteOfDay = local.hour * 60 + local.minute;
          expect(local.dayOfWeek).toBeLessThan(6);
          expect(minuteOfDay).toBeGreaterThanOrEqual(9 * 60);
          expect(minuteOfDay).toBeLessThanOrEqual(17 * 60);
        }
      },
    ),
  );
});
