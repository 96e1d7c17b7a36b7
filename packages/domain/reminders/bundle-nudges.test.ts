import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPolicy, at, day } from '../testing/builders.ts';
import { namedSteps } from '../policy/steps.ts';
import type { Step } from '../policy/steps.ts';
import { bundleNudges, isAtWork } from './bundle-nudges.ts';
import type { Nudge } from './nudge-plan.ts';
import type { Recipient } from './reminder-plan.ts';

const policy = aPolicy();
const someone = (given: Partial<Recipient['workingPattern']> = {}): Recipient => ({
  personId: 'ben',
  workingPattern: {
    hours: policy.rules.defaultWorkingHours,
    timeZone: 'Europe/Berlin',
    isDayOff: () => false,
    ...given,
  },
});

function aNudge({
  who = 'manager',
  from = '2027-01-12',
  until = null,
}: { who?: Step['who']; from?: string; until?: string | null } = {}): Nudge {
  const [step] = namedSteps([{ who, when: 'due_without_a_date', days: 0 }]);
  if (step === undefined) throw new Error('no step');
  return { step, conversationId: `about ${from}`, from: day(from), until: until === null ? null : day(until) };
}

const bundled = (
  nudges: readonly Nudge[],
  {
    now,
    recipient = someone(),
    lastMailedAt = null,
  }: { now: string; recipient?: Recipient; lastMailedAt?: Temporal.Instant | null },
) => bundleNudges({ recipient, nudges, lastMailedAt, now: at(now) });

describe('what one person is told', () => {
  test('comes in one mail a day, in their working hours, with everything that is due', () => {
    const nudges = [aNudge(), aNudge({ from: '2027-01-10' }), aNudge({ from: '2027-01-13' })];
    expect(bundled(nudges, { now: '2027-01-12T07:59:00Z' })).toBeNull();
    expect(bundled(nudges, { now: '2027-01-12T08:00:00Z' })).toMatchObject({
      key: 'nudges.ben.2027-01-12',
      nudges: nudges.slice(0, 2),
    });
    expect(bundled(nudges, { now: '2027-01-12T16:00:00Z' })).toBeNull();
  });

  test('waits for the next day they work, if they had such a mail that day', () => {
    const lastMailedAt = at('2027-01-12T08:00:00Z');
    expect(bundled([aNudge()], { now: '2027-01-12T12:00:00Z', lastMailedAt })).toBeNull();
    expect(bundled([aNudge()], { now: '2027-01-13T08:00:00Z', lastMailedAt })?.key).toBe('nudges.ben.2027-01-13');
  });

  test('waits while they are away, and is dropped when it came to nothing meanwhile', () => {
    const away = someone({ isDayOff: (date) => date.day < 20 });
    expect(bundled([aNudge()], { now: '2027-01-12T09:00:00Z', recipient: away })).toBeNull();
    expect(bundled([aNudge()], { now: '2027-01-20T09:00:00Z', recipient: away })).not.toBeNull();
    expect(bundled([aNudge({ until: '2027-01-20' })], { now: '2027-01-20T09:00:00Z', recipient: away })).toBeNull();
  });

  test('about those below them comes once a week, when theirs begins', () => {
    const above = [aNudge({ who: 'skip_level' }), aNudge({ who: 'hr', from: '2027-01-13' })];
    expect(bundled(above, { now: '2027-01-13T09:00:00Z' })).toBeNull();
    expect(bundled(above, { now: '2027-01-18T09:00:00Z' })?.nudges).toEqual(above);
    const noMondays = someone({ isDayOff: (date) => date.dayOfWeek === 1 });
    expect(bundled(above, { now: '2027-01-18T09:00:00Z', recipient: noMondays })).toBeNull();
    expect(bundled(above, { now: '2027-01-19T09:00:00Z', recipient: noMondays })?.nudges).toEqual(above);
  });
});

test('whenever it is looked at, nobody is mailed outside their hours and nobody twice a day', () => {
  const looks = fc.array(fc.integer({ min: 0, max: 14 * 24 * 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(looks, fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'), (quarters, timeZone) => {
      const recipient = someone({ timeZone });
      const days: string[] = [];
      let lastMailedAt: Temporal.Instant | null = null;
      for (const quarter of quarters.toSorted((a, b) => a - b)) {
        const now = at('2027-01-11T00:00:00Z').add({ minutes: quarter * 15 });
        const bundle = bundleNudges({ recipient, nudges: [aNudge(), aNudge({ who: 'hr' })], lastMailedAt, now });
        if (bundle === null) continue;
        expect(isAtWork({ recipient, now })).toBe(true);
        days.push(bundle.key);
        lastMailedAt = now;
      }
      expect(new Set(days).size).toBe(days.length);
    }),
  );
});
