import { at, day, someRules } from './builders.ts';
import type { ConversationToPlan, PlannedPerson } from '../scheduling/planning-input.ts';

/** Builders for the planner's tests. On Monday, 2 November 2026, the first bookable day with the default lead time is Tuesday 24. */
export const planningDay = at('2026-11-02T09:00:00Z');

export function aPlannedPerson(given: Partial<PlannedPerson> = {}): PlannedPerson {
  return {
    personId: 'ana',
    name: 'Ana Sousa',
    timeZone: 'Europe/Berlin',
    workingHours: null,
    isHoliday: () => false,
    leaves: [],
    freeBusy: { kind: 'known', busy: [] },
    booked: [],
    ...given,
  };
}

export const ben = (given: Partial<PlannedPerson> = {}): PlannedPerson =>
  aPlannedPerson({ personId: 'ben', name: 'Ben Okafor', ...given });

/** Ana's, due on Wednesday, 16 December 2026; the ideal day is Wednesday 9. */
export function aConversationToPlan(given: Partial<ConversationToPlan> = {}): ConversationToPlan {
  return {
    conversationId: 'conversation-1',
    sequence: 1,
    dueOn: day('2026-12-16'),
    report: aPlannedPerson(),
    rules: someRules(),
    oneOnOnes: [],
    turnedDown: [],
    earlier: [],
    ...given,
  };
}
