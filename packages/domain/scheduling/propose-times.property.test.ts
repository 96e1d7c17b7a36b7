import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenRules, dateOf } from '../testing/broken-rules.ts';
import { aTeam, teamsNow, teamsRules } from '../testing/some-teams.ts';
import type { ConversationToPlan } from './planning-input.ts';
import { planningWindow } from './planning-window.ts';
import { proposeTimes } from './propose-times.ts';
import { recheckTime } from './recheck-time.ts';

const answersUntil = teamsNow.add({ hours: 5 * 24 });

/** The first conversation of a team, whose report nobody may look at. */
const aBlindPair = aTeam.map(({ manager, conversations }) => {
  const [first] = conversations as readonly [ConversationToPlan];
  const report = { ...first.report, freeBusy: { kind: 'unknown' as const, reason: 'not shared' } };
  return { manager, conversation: { ...first, report } };
});

const slotsOf = (times: ReturnType<typeof proposeTimes>) => (times.kind === 'times' ? times.slots : []);

test('whatever the two, every time proposed keeps every hard rule but the calendar nobody may read', () => {
  fc.assert(
    fc.property(aBlindPair, ({ manager, conversation }) => {
      const times = proposeTimes({ manager, conversation, invitationsAt: teamsNow, answersUntil });
      const { end } = planningWindow({
        invitationsAt: teamsNow,
        timeZone: manager.timeZone ?? 'UTC',
        rules: teamsRules,
      });
      expect(slotsOf(times).filter((slot) => Temporal.Instant.compare(end, slot.end) < 0)).toEqual([]);
      for (const slot of slotsOf(times)) {
        expect(brokenRules({ team: { manager }, conversation, slot, now: answersUntil })).toEqual([]);
      }
      const days = slotsOf(times).map(({ start }) => dateOf(start, manager).toString());
      expect(new Set(days).size).toBe(days.length);
      expect(days.length).toBeLessThanOrEqual(3);
      if (times.kind === 'none') expect(times.explanation.join('')).not.toBe('');
    }),
    { numRuns: 100 },
  );
});

test('whatever the two, the same question has the same answer', () => {
  fc.assert(
    fc.property(aBlindPair, ({ manager, conversation }) => {
      const turned = {
        manager: { ...manager, booked: manager.booked.toReversed(), leaves: manager.leaves.toReversed() },
        conversation: { ...conversation, oneOnOnes: conversation.oneOnOnes.toReversed() },
      };
      expect(proposeTimes({ ...turned, invitationsAt: teamsNow, answersUntil })).toEqual(
        proposeTimes({ manager, conversation, invitationsAt: teamsNow, answersUntil }),
      );
    }),
    { numRuns: 20 },
  );
});

test('whatever the two, each time can be picked until the last call and not all of them after it', () => {
  fc.assert(
    fc.property(aBlindPair, fc.nat({ max: 1000 }), ({ manager, conversation }, permille) => {
      const times = proposeTimes({ manager, conversation, invitationsAt: teamsNow, answersUntil });
      if (times.kind === 'none') return;
      expect(Temporal.Instant.compare(answersUntil, times.until)).toBe(-1);
      const millisecondsLeft = teamsNow.until(times.until).total('milliseconds') - 1;
      const invitationsAt = teamsNow.add({ milliseconds: Math.floor((millisecondsLeft * permille) / 1000) });
      const recheckedAt = (moment: Temporal.Instant) =>
        times.slots.map(
          (slot) => recheckTime({ manager, conversation, slot, proposed: times.slots, invitationsAt: moment }).kind,
        );
      expect(recheckedAt(invitationsAt)).toEqual(times.slots.map(() => 'good'));
      expect(recheckedAt(times.until)[0]).toBe('gone');
    }),
    { numRuns: 60 },
  );
});

test('whatever the two, a time at which the manager has become busy is gone', () => {
  fc.assert(
    fc.property(aBlindPair, ({ manager, conversation }) => {
      for (const slot of slotsOf(proposeTimes({ manager, conversation, invitationsAt: teamsNow, answersUntil }))) {
        const busy = manager.freeBusy.kind === 'known' ? [...manager.freeBusy.busy, slot] : [slot];
        const busier = { ...manager, freeBusy: { kind: 'known' as const, busy } };
        expect(recheckTime({ manager: busier, conversation, slot, proposed: [slot], invitationsAt: teamsNow })).toEqual(
          {
            kind: 'gone',
            why: `${manager.name} is no longer free at that time.`,
          },
        );
        const fresh = slotsOf(proposeTimes({ manager: busier, conversation, invitationsAt: teamsNow, answersUntil }));
        expect(fresh.map(({ start }) => start.toString())).not.toContain(slot.start.toString());
      }
    }),
    { numRuns: 40 },
  );
});
