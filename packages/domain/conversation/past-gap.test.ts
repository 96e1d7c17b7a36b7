import { describe, expect, test } from 'vitest';
import { aBookedConversation, aConversation, aPolicy, at, day } from '../testing/builders.ts';
import '../testing/temporal-equality.ts';
import type { Conversation } from './conversation.ts';
import { latestDueDate } from './due-request.ts';
import { pastGap } from './past-gap.ts';
import type { GapBase } from './past-gap.ts';

const policy = aPolicy({ rules: { gapCeilingDays: 365 } });
const held: GapBase = { lastHeldOn: day('2026-03-02'), firstOpenedAt: at('2025-11-02T08:00:00Z') };

const past = (
  conversation: Conversation,
  { base = held, today = '2027-01-04', rules = policy }: { base?: GapBase; today?: string; rules?: typeof policy } = {},
) => pastGap({ conversation, base, policy: rules, timeZone: 'Europe/Berlin', today: day(today) });

describe('a due date', () => {
  test('a year after the last one held is within the longest gap, a day later is not', () => {
    expect(past(aConversation({ dueOn: day('2027-03-02') }))).toBeNull();
    expect(past(aConversation({ dueOn: day('2027-03-03') }))).toEqual({
      longestUntil: day('2027-03-02'),
      because: 'due_date',
    });
  });

  test('is past it through leave, where without the leave it would not be', () => {
    const leaveShift = { dueOn: day('2027-02-20'), from: day('2026-03-02'), days: 40 };
    expect(past(aConversation({ dueOn: day('2027-04-01'), leaveShift }))?.because).toBe('leave');
    expect(past(aConversation({ dueOn: day('2027-04-01'), leaveShift: { ...leaveShift, days: 29 } }))?.because).toBe(
      'due_date',
    );
  });

  test('is past it once a policy makes the longest gap shorter', () => {
    const conversation = aConversation({ dueOn: day('2027-02-01') });
    expect(past(conversation)).toBeNull();
    expect(past(conversation, { rules: aPolicy({ rules: { gapCeilingDays: 300 } }) })?.because).toBe('due_date');
  });

  test('is past it whether there is a date or not, and although the date itself would be in time', () => {
    expect(past(aBookedConversation({ dueOn: day('2027-03-03') }))?.because).toBe('due_date');
  });
});

describe('what takes place late', () => {
  test('is past the longest gap by its day, in the report’s zone', () => {
    const startingAt = (start: string) =>
      aBookedConversation({ startsAt: at(start), endsAt: at(start).add({ hours: 1 }) });
    expect(past(startingAt('2027-03-02T22:30:00Z'))).toBeNull();
    expect(past(startingAt('2027-03-02T23:30:00Z'))?.because).toBe('late');
  });

  test('and so is what has no date when the longest gap is over', () => {
    expect(past(aConversation(), { today: '2027-03-02' })).toBeNull();
    expect(past(aConversation(), { today: '2027-03-03' })?.because).toBe('late');
  });
});

test('before a first was held, the gap counts from when the first was opened, however many have come to nothing', () => {
  const base = { lastHeldOn: null, firstOpenedAt: at('2026-01-31T23:30:00Z') };
  expect(past(aConversation({ sequence: 4, dueOn: day('2027-02-01') }), { base })).toBeNull();
  expect(past(aConversation({ sequence: 4, dueOn: day('2027-02-02') }), { base })?.because).toBe('due_date');
});

test('what is over is past nothing', () => {
  for (const state of ['held', 'unconfirmed', 'exempt', 'superseded', 'closed'] as const)
    expect(past(aConversation({ state, dueOn: day('2029-01-01') }))).toBeNull();
});

test('however far a report may put a conversation off, it is not past the longest gap, and a day later it would be', () => {
  const conversation = aConversation({ dueOn: day('2026-09-01') });
  const latest = latestDueDate({
    conversation,
    lastHeldOn: held.lastHeldOn,
    firstOpenedOn: day('2025-11-02'),
    policy,
    now: at('2026-08-01T08:00:00Z'),
  });
  if (latest === null) throw new Error('It cannot be put off');
  expect(past({ ...conversation, dueOn: latest }, { today: '2026-08-01' })).toBeNull();
  expect(past({ ...conversation, dueOn: latest.add({ days: 1 }) }, { today: '2026-08-01' })?.because).toBe('due_date');
});
