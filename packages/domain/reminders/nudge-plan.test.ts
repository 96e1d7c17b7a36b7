import { describe, expect, test } from 'vitest';
import type { Conversation, WaitingReason } from '../conversation/conversation.ts';
import { waitingReasons } from '../conversation/conversation.ts';
import { aBookedConversation, aConversation, aPolicy, at } from '../testing/builders.ts';
import { isTimely, nudgesOf } from './nudge-plan.ts';

const policy = aPolicy();
const stuck = (given: Partial<Conversation> = {}) => aConversation({ waitingFor: 'no_common_time', ...given });

function plan({
  conversation,
  ...given
}: { conversation: Conversation } & Partial<Omit<Parameters<typeof nudgesOf>[0], 'conversation'>>) {
  const defaults = { policy, timeZone: 'Europe/Berlin', helpOfferedAt: null, worksCouncil: false };
  const nudges = nudgesOf({ ...defaults, now: at('2027-01-20T09:00:00Z'), conversation, ...given });
  return Object.fromEntries(
    nudges.map(({ step, from, until }) => [
      step.name,
      `${from.toString()}${until ? ` until ${until.toString()}` : ''}`,
    ]),
  );
}

describe('without a date', () => {
  test('the two are told four weeks ahead and on the due date, the manager’s manager and HR weeks later', () => {
    expect(plan({ conversation: stuck() })).toEqual({
      'report.before_due.1': '2027-01-04 until 2027-02-01',
      'manager.before_due.1': '2027-01-04 until 2027-02-01',
      'report.due_without_a_date.1': '2027-02-01',
      'manager.due_without_a_date.1': '2027-02-01',
      'skip_level.due_without_a_date.1': '2027-02-15',
      'hr.due_without_a_date.1': '2027-03-01',
    });
  });

  test('nobody is told while a date is on its way, or none is wanted yet', () => {
    const calm: readonly WaitingReason[] = ['not_yet_planned', 'first_plan_hold', 'beyond_horizon', 'on_leave'];
    for (const waitingFor of waitingReasons) {
      const isQuiet = Object.keys(plan({ conversation: stuck({ waitingFor }) })).length === 0;
      expect([waitingFor, isQuiet]).toEqual([waitingFor, calm.includes(waitingFor)]);
    }
  });

  test('one that was opened on the day of a step before its due date, or later, begins with the next', () => {
    const opened = (on: string) => Object.keys(plan({ conversation: stuck({ openedAt: at(`${on}T08:00:00Z`) }) }));
    expect(opened('2027-01-03')).toContain('manager.before_due.1');
    for (const on of ['2027-01-04', '2027-01-05']) {
      expect(opened(on)).not.toContain('manager.before_due.1');
      expect(opened(on)).toContain('manager.due_without_a_date.1');
    }
  });

  test('a due date that was put off puts off the steps', () => {
    const conversation = stuck({ dueOn: Temporal.PlainDate.from('2027-05-03') });
    expect(plan({ conversation })).toMatchObject({ 'hr.due_without_a_date.1': '2027-05-31' });
  });
});

test('with a date nobody is told anything, and after an outcome neither', () => {
  expect(plan({ conversation: aBookedConversation() })).toEqual({});
  for (const state of ['held', 'unconfirmed', 'exempt', 'superseded', 'closed'] as const) {
    expect(plan({ conversation: aBookedConversation({ state }), helpOfferedAt: at('2027-01-10T09:00:00Z') })).toEqual(
      {},
    );
  }
});

test('the report alone is asked once more, three days after the conversation and until its window closes', () => {
  expect(plan({ conversation: aBookedConversation({ state: 'awaiting_confirmation' }) })).toEqual({
    'report.after_silence.1': '2027-01-28 until 2027-02-01',
  });
});

describe('moved once too often', () => {
  const helpOfferedAt = at('2027-01-12T23:30:00Z');

  test('the manager and their manager are told, from the report’s day of the offer on', () => {
    expect(plan({ conversation: aBookedConversation({ managerMoves: 3 }), helpOfferedAt })).toEqual({
      'manager.moved_often.1': '2027-01-13',
      'skip_level.moved_often.1': '2027-01-13',
    });
  });

  test('nobody any more once it is over', () => {
    const conversation = aBookedConversation({ managerMoves: 3 });
    expect(plan({ conversation, helpOfferedAt, now: at('2027-01-25T10:00:00Z') })).toEqual({});
  });
});

test('in works-council mode nobody above the two is told', () => {
  const names = [
    ...Object.keys(plan({ conversation: stuck(), worksCouncil: true })),
    ...Object.keys(
      plan({ conversation: aBookedConversation(), helpOfferedAt: at('2027-01-12T09:00:00Z'), worksCouncil: true }),
    ),
  ];
  expect(names).toContain('manager.moved_often.1');
  expect(names.filter((name) => /^(skip_level|hr)/.test(name))).toEqual([]);
});

test('without steps in the policy there are none', () => {
  expect(plan({ conversation: stuck(), policy: aPolicy({ rules: { steps: [] } }) })).toEqual({});
});

test('a step is timely from its first day to the day before its last', () => {
  const [nudge] = nudgesOf({
    conversation: stuck(),
    policy,
    timeZone: 'Europe/Berlin',
    helpOfferedAt: null,
    worksCouncil: false,
    now: at('2027-01-20T09:00:00Z'),
  });
  if (nudge === undefined) throw new Error('no step');
  const timely = (today: string) => isTimely({ nudge, today: Temporal.PlainDate.from(today) });
  expect(['2027-01-03', '2027-01-04', '2027-01-31', '2027-02-01'].map(timely)).toEqual([false, true, true, false]);
});
