import { isBefore } from '../time/local-date.ts';
import type { Share } from './coverage.ts';

/** Somebody who left within the year before the day that is counted. Only what is known of all of them together is published. */
export type LeaverFact = {
  readonly reportId: string;
  /** Upwards from the last manager, as units are drawn today. */
  readonly managers: readonly string[];
  readonly groups: readonly string[];
  /** A conversation was held within their last twelve months. */
  readonly heldInLastYear: boolean;
};

/** The day on which somebody was last employed lies in the year up to `asOf`. */
export function leftWithinYear({ leftOn, asOf }: { leftOn: Temporal.PlainDate; asOf: Temporal.PlainDate }): boolean {
  return isBefore(leftOn, asOf) && !isBefore(leftOn, asOf.subtract({ years: 1 }));
}

/** Counted back from the last day, so that somebody who left long ago in the year is measured like somebody who left yesterday. */
export function heldWithinYearBefore({
  leftOn,
  lastHeldOn,
}: {
  leftOn: Temporal.PlainDate;
  lastHeldOn: Temporal.PlainDate | null;
}): boolean {
  return lastHeldOn !== null && !isBefore(lastHeldOn, leftOn.subtract({ years: 1 }));
}

/** How many left without a conversation held in their last twelve months, of how many who left. */
export function leaversWithout(leavers: readonly LeaverFact[]): Share {
  return {
    numerator: leavers.filter(({ heldInLastYear }) => !heldInLastYear).length,
    denominator: leavers.length,
  };
}
