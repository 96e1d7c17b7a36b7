import { describe, expect, test } from 'vitest';
import type { Conversation } from '../conversation/conversation.ts';
import { aBookedConversation, aConversation, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import { mondayMail } from './monday-mail.ts';
import type { Recipient } from './reminder-plan.ts';

const policy = aPolicy();
const isMonday = day('2027-01-11');
const manager = (given: Partial<Recipient['workingPattern']> = {}): Recipient => ({
  personId: 'ben',
  workingPattern: {
    hours: policy.rules.defaultWorkingHours,
    timeZone: 'America/New_York',
    isDayOff: () => false,
    ...given,
  },
});
const mail = (
  openItems: readonly Conversation[],
  { now = '2027-01-11T06:00:00Z', ...given }: Partial<Recipient['workingPattern']> & { now?: string } = {},
) => mondayMail({ manager: manager(given), openItems, policy, now: at(now) });

describe('the Monday mail', () => {
  test("goes out when the manager's Monday begins", () => {
    expect(mail([aConversation()])).toMatchObject({
      sendAt: at('2027-01-11T14:00:00Z'),
      key: 'monday_mail.ben.2027-W02',
    });
  });

  test("is the same one whenever in the manager's week it is worked out", () => {
    expect(mail([aConversation()], { now: '2027-01-18T04:59:00Z' })).toEqual(mail([aConversation()]));
    expect(mail([aConversation()], { now: '2027-01-18T05:00:00Z' })?.key).toBe('monday_mail.ben.2027-W03');
  });

  test('goes out on the first day the manager works, and not at all in a week off', () => {
    expect(mail([aConversation()], { isDayOff: (date) => date.equals(isMonday) })?.sendAt).toEqual(
      at('2027-01-12T14:00:00Z'),
    );
    expect(mail([aConversation()], { isDayOff: (date) => date.weekOfYear === 2 })).toBeNull();
  });

  test('is not sent when nothing falls due within 30 days', () => {
    expect(mail([aConversation({ dueOn: day('2027-02-10') })])).not.toBeNull();
    expect(mail([aConversation({ dueOn: day('2027-02-11') })])).toBeNull();
    expect(mail([])).toBeNull();
  });

  test('counts what takes place this week or waits to hear, and nothing that is over', () => {
    expect(mail([aBookedConversation()], { now: '2027-01-25T06:00:00Z' })).not.toBeNull();
    expect(mail([aBookedConversation({ state: 'awaiting_confirmation' })])).not.toBeNull();
    expect(mail([aBookedConversation({ state: 'held' })])).toBeNull();
  });

  test('is not sent for dates in later weeks alone, by the clock of the manager', () => {
    expect(mail([aBookedConversation()])).toBeNull();
    const lateOnSunday = aBookedConversation({
      startsAt: at('2027-01-18T02:00:00Z'),
      endsAt: at('2027-01-18T03:00:00Z'),
    });
    expect(mail([lateOnSunday])).not.toBeNull();
    expect(mail([aBookedConversation(), aConversation()])).not.toBeNull();
  });
});
