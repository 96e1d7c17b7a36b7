import { describe, expect, test } from 'vitest';
import { aSlot, day, someRules } from '../testing/builders.ts';
import { aConversationToPlan, aPlannedPerson, ben, planningDay as now } from '../testing/planning-builders.ts';
import { nextBestSlots } from './next-best-slots.ts';

function proposals(given: Partial<Parameters<typeof nextBestSlots>[0]> = {}) {
  const found = nextBestSlots({ manager: ben(), conversation: aConversationToPlan(), now, ...given });
  return found.kind === 'alternatives' ? found.slots.map(({ slot }) => slot.start.toString()) : found.reason;
}

describe('three proposals', () => {
  test('are on different days, the best first', () => {
    expect(proposals()).toEqual(['2026-12-09T09:00:00Z', '2026-12-08T09:00:00Z', '2026-12-07T10:00:00Z']);
  });

  test('leave out the slot that does not suit', () => {
    expect(proposals({ except: [aSlot({ start: '2026-12-09T08:00:00Z', minutes: 8 * 60 })] })).not.toContain(
      '2026-12-09T09:00:00Z',
    );
  });

  test('are made for a report whose calendar is unknown, because a person picks, and it is said', () => {
    const report = aPlannedPerson({ freeBusy: { kind: 'unknown', reason: 'no calendar was asked' } });
    const found = nextBestSlots({ manager: ben(), conversation: aConversationToPlan({ report }), now });
    expect(found).toMatchObject({ kind: 'alternatives', reportCalendarKnown: false });
  });

  test('are never made from a manager’s unknown calendar', () => {
    expect(proposals({ manager: ben({ freeBusy: { kind: 'unknown', reason: 'revoked' } }) })).toBe('calendar_unknown');
  });

  test('put those before the due date before any after it', () => {
    const conversation = aConversationToPlan({ dueOn: day('2026-11-25'), rules: someRules({ idealDaysBeforeDue: 0 }) });
    const found = nextBestSlots({ manager: ben(), conversation, now });
    expect(found.kind === 'alternatives' && found.slots.map(({ late }) => late)).toEqual([false, false, true]);
  });

  test('come as near as the rules given allow, so that a move may keep the floor only', () => {
    const conversation = aConversationToPlan({
      dueOn: day('2026-11-20'),
      rules: someRules({ leadTimeDays: 10, idealDaysBeforeDue: 0 }),
    });
    expect(proposals({ conversation })).toContain('2026-11-20T09:00:00Z');
  });
});
