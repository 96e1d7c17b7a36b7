import { cadenceCost } from '../evidence/cadence-cost.ts';
import type { EvidencePack } from '../evidence/evidence-pack.ts';
import { day, someRules } from './builders.ts';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

/** Northwind's, thirteen weeks into its cadence. */
export function anEvidencePack(given: Partial<EvidencePack> = {}): EvidencePack {
  return {
    organization: 'Northwind',
    isoWeek: '2026-W48',
    asOf: day('2026-11-23'),
    headline: 'current',
    targetPercent: 90,
    everyone: {
      hidden: false,
      coverage: share(178, 212),
      bookedAhead: share(81, 97),
      medianLeadDays: 26,
      dueWithoutDate: 9,
    },
    unevenness: {
      worst: [
        { name: 'Mona Example and everyone below', share: share(19, 31) },
        { name: 'Caio Example and everyone below', share: share(24, 33) },
        { name: 'Jun Example and everyone below', share: share(30, 38) },
      ],
      best: { name: 'Elisa Example and everyone below', share: share(41, 42) },
      spreadPoints: 37,
      changeInPoints: -4,
      hidden: [{ why: 'Fewer than 3 managers, so numbers would point at one of them.', units: 2 }],
    },
    trend: Array.from({ length: 13 }, (_, week) => ({
      week: `2026-W${36 + week}`,
      percent: week === 4 ? null : 58 + week * 2,
      isOther: week < 3,
      note: week === 2 ? 'Two weeks more to answer' : null,
    })),
    cadence: cadenceCost({ rules: someRules() }),
    pilot: {
      kind: 'beside',
      pilot: { name: 'Engineering', share: share(63, 68) },
      everyone: { name: 'Northwind', share: share(178, 212) },
    },
    teams: [
      {
        manager: 'Ben Vogt',
        reports: 4,
        dates: [
          { on: day('2026-12-08'), leadDays: 27, moves: 0 },
          { on: day('2026-12-15'), leadDays: 34, moves: 1 },
          { on: day('2027-01-12'), leadDays: 41, moves: 2 },
        ],
      },
    ],
    freshness: 'All 30 calendars were read within the last hour.',
    ...given,
  };
}
