import { expect, test } from 'vitest';
import { aConversation, aPerson, aPolicy, day } from '../testing/builders.ts';
import { isOnItsWay, waitingReason } from './waiting-reason.ts';

const circumstances = {
  conversation: aConversation({ waitingFor: 'not_yet_planned' }),
  report: aPerson(),
  manager: aPerson({ id: 'ben' }),
  managerIsAway: false,
  managerIsConnected: true,
  managerNeedsAdministrator: false,
  policy: aPolicy(),
  hasHeldPlan: false,
  today: day('2026-12-14'),
};

test('what stands in the way of a date is named in the order in which it has to be cleared', () => {
  const trouble = {
    manager: null,
    managerIsAway: true,
    managerIsConnected: false,
    report: aPerson({ timeZone: null }),
    conversation: aConversation({ dueOn: day('2027-12-01') }),
  };
  const gone = aPerson({ id: 'ben', status: 'inactive' });
  const { manager } = circumstances;
  expect(waitingReason({ ...circumstances, ...trouble })).toBe('manager_unknown');
  expect(waitingReason({ ...circumstances, ...trouble, manager: gone })).toBe('manager_inactive');
  expect(waitingReason({ ...circumstances, ...trouble, manager })).toBe('manager_away');
  const here = { ...circumstances, ...trouble, manager, managerIsAway: false };
  expect(waitingReason(here)).toBe('no_time_zone');
  expect(waitingReason({ ...here, report: aPerson() })).toBe('manager_not_connected');
  expect(waitingReason({ ...circumstances, conversation: trouble.conversation })).toBe('beyond_horizon');
});

test('the last day within the horizon is within it', () => {
  const dueOn = circumstances.today.add({ days: 91 });
  const waiting = (date: Temporal.PlainDate) =>
    waitingReason({ ...circumstances, conversation: aConversation({ dueOn: date, waitingFor: null }) });
  expect(waiting(dueOn)).toBe('not_yet_planned');
  expect(waiting(dueOn.add({ days: 1 }))).toBe('beyond_horizon');
});

test('what the planner found stands until it has looked again, and gives way once something else is in the way', () => {
  const conversation = aConversation({ waitingFor: 'no_common_time' });
  expect(waitingReason({ ...circumstances, conversation })).toBe('no_common_time');
  expect(waitingReason({ ...circumstances, conversation, managerIsConnected: false })).toBe('manager_not_connected');
  const mended = aConversation({ waitingFor: 'manager_not_connected' });
  expect(waitingReason({ ...circumstances, conversation: mended })).toBe('not_yet_planned');
});

test('a chosen slot of a held first plan says that it is held', () => {
  expect(waitingReason({ ...circumstances, hasHeldPlan: true })).toBe('first_plan_hold');
});

test('an invitation is on its way where only Throughline has to act', () => {
  expect(isOnItsWay({ state: 'due', waitingFor: 'first_plan_hold' })).toBe(true);
  expect(isOnItsWay({ state: 'due', waitingFor: 'no_common_time' })).toBe(false);
  expect(isOnItsWay({ state: 'booked', waitingFor: null })).toBe(false);
});

test('a manager who may not be asked to connect before an administrator has granted waits for that', () => {
  const manager = { managerIsConnected: false, managerNeedsAdministrator: true };
  expect(waitingReason({ ...circumstances, ...manager })).toBe('admin_consent_needed');
  expect(waitingReason({ ...circumstances, ...manager, managerIsConnected: true })).toBe('not_yet_planned');
});
