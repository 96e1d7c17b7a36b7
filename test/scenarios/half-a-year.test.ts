import { beforeAll, describe, expect, test } from 'vitest';
import { mailVolume } from './checks/mail-volume.ts';
import { liveWeeks, type Lived } from './living/live-weeks.ts';
import { smallOrganization } from './living/small-organization.ts';

/** Weeks in which nothing changed after the snapshot: only those can be counted again. */
const leastRecounted = 20;

const weeks = 26;

describe('half a year of a small organisation, a week at a time, with people who do as they like', () => {
  let lived: Lived;
  beforeAll(async () => {
    lived = await liveWeeks({ organization: smallOrganization, weeks, seed: 1 });
  }, 1_200_000);

  test('after each week every conversation, calendar, mail and digest is where the definitions put it', () => {
    expect(lived.problems).toEqual([]);
  });

  test('the digests’ numbers are those of a recount', () => {
    expect(lived.recounted).toBeGreaterThanOrEqual(leastRecounted);
  });

  test('the median person gets at most one mail a week, managers included', () => {
    const volume = mailVolume({ facts: lived.facts, begin: smallOrganization.begin, weeks });
    expect(Math.max(...volume.medianOfWeek)).toBeLessThanOrEqual(1);
    expect(volume.median).toBeLessThanOrEqual(1);
    expect(volume.medianManager).toBeLessThanOrEqual(1);
  });

  test('all of it came about: outcomes, moves, lost dates, times picked across two clouds, a change of manager, a departure', () => {
    const kinds = new Set(lived.facts.history.map(({ kind }) => kind));
    const proposed = ['times_proposed', 'time_picked'];
    const expected = ['opened', 'booked', 'moved', 'unbooked', 'ended', 'held', 'unconfirmed', 'superseded', 'closed'];
    for (const kind of [...expected, ...proposed]) expect(kinds).toContain(kind);
    const said = new Set(lived.facts.evidence.map(({ side, kind }) => `${side} ${kind}`));
    const asked = new Set(lived.facts.nudges.map(({ who }) => who));
    for (const who of ['report', 'manager'] as const) expect(asked).toContain(who);
    expect(said.size).toBeGreaterThanOrEqual(3);
  });
});
