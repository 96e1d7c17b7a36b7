import type { Share } from '../coverage/coverage.ts';
import type { CadenceCost } from './cadence-cost.ts';
import type { TeamDates } from './team-dates.ts';

/** A unit's headline as it was published. */
export type EvidenceRow = { readonly name: string; readonly share: Share };

/** One week of the trend; null where nothing was counted, or it was withheld or hidden. */
export type EvidenceWeek = {
  readonly week: string;
  readonly percent: number | null;
  /** Counts something other than the newest week does. */
  readonly isOther: boolean;
  /** What changed in a policy that week. */
  readonly note: string | null;
};

/**
 * What a leadership forum is shown on one page. All of it stands in the week's published rows, which were guarded
 * together; besides that only what the policy itself says, and what managers released of their own teams.
 */
export type EvidencePack = {
  readonly organization: string;
  readonly isoWeek: string;
  readonly asOf: Temporal.PlainDate;
  readonly headline: 'has_a_date' | 'current';
  readonly targetPercent: number;
  /** Or why there are no figures of everyone. */
  readonly everyone:
    | {
        readonly hidden: false;
        readonly coverage: Share;
        readonly bookedAhead: Share;
        readonly medianLeadDays: number | null;
        readonly dueWithoutDate: number;
      }
    | { readonly hidden: true; readonly why: string };
  readonly unevenness: {
    /** The lowest first, up to three. */
    readonly worst: readonly EvidenceRow[];
    readonly best: EvidenceRow | null;
    readonly spreadPoints: number | null;
    readonly changeInPoints: number | null;
    /** Units whose rows show no numbers, with why; the most frequent reason first. */
    readonly hidden: readonly { readonly why: string; readonly units: number }[];
  };
  readonly trend: readonly EvidenceWeek[];
  readonly cadence: CadenceCost;
  /** Null where there never was a pilot. */
  readonly pilot:
    | null
    | { readonly kind: 'beside'; readonly pilot: EvidenceRow; readonly everyone: EvidenceRow }
    | { readonly kind: 'not_shown'; readonly why: string };
  /** By their managers' names; null under the terms of a works council. */
  readonly teams: readonly TeamDates[] | null;
  /** How fresh the calendars behind the figures were. */
  readonly freshness: string;
};
