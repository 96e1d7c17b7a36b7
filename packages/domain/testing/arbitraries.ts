import fc from 'fast-check';
import { answerKinds, type Evidence } from '../conversation/outcome.ts';
import type { Interval } from '../time/interval.ts';
import { at, day } from './builders.ts';

/** Zones whose clocks change by an hour, by half an hour, at midnight, never, and no longer. */
export const zones = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kolkata',
  'America/Sao_Paulo',
] as const;

export const aZone = fc.constantFrom(...zones);

/** Dates of 2026 to 2028, a leap year among them. */
export const aDate = fc.nat({ max: 1095 }).map((days) => day('2026-01-01').add({ days }));

/** Instants of 2026 to 2028, on the minute. */
export const anInstant = fc.nat({ max: 1095 * 24 * 60 }).map((minutes) => at('2026-01-01T00:00:00Z').add({ minutes }));

/** Intervals of a few days in quarter hours, so that they overlap, touch and repeat often; some are empty. */
export const aCloseInterval: fc.Arbitrary<Interval> = fc
  .record({ from: fc.nat({ max: 300 }), quarters: fc.nat({ max: 30 }) })
  .map(({ from, quarters }) => {
    const start = at('2027-03-27T00:00:00Z').add({ minutes: from * 15 });
    return { start, end: start.add({ minutes: quarters * 15 }) };
  });

export const someEvidence: fc.Arbitrary<readonly Evidence[]> = fc.array(
  fc.oneof(
    fc.record({
      side: fc.constantFrom('report', 'manager'),
      kind: fc.constantFrom(...answerKinds),
      at: anInstant,
    }),
    fc.record({ kind: fc.constant('attendance' as const), floorReached: fc.constant(true as const), at: anInstant }),
  ),
  { maxLength: 6 },
);
