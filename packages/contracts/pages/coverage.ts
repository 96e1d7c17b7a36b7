import { z } from 'zod';
import { coverageReport, coverageRow, share } from '../coverage.ts';
import { line } from '../text.ts';
import { dateText } from '../time.ts';
import { v1CoverageQuery } from '../v1/coverage.ts';

/** What stands in the address of the page. Filters choose among the published rows of a week; nothing is counted anew. */
export const dashboardQuery = v1CoverageQuery.extend({
  /** As rows name it; one's own without it. */
  unit: line({ max: 300 }).optional(),
  kind: z.enum(['line', 'groups']).default('line'),
  /** Any unit of the line whose headline is under the target, instead of those one level below. */
  under_target: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});
export type DashboardQuery = z.infer<typeof dashboardQuery>;

/** Of one unit in one week: its headline, or why there is none. */
const unitWeek = z.object({
  iso_week: z.string(),
  share: share.nullable(),
  hidden_because: z.string().nullable(),
});

const unitShown = coverageRow.extend({
  /** The figure the week leads with; null where hidden. */
  share: share.nullable(),
  /** Percentage points since the week before; null where there is nothing alike to compare with. */
  change_in_points: z.number().int().nullable(),
});

const shownIn = z.object({ iso_week: z.string(), share });

/** A unit one level below, or one a filter chose. */
const listedUnit = unitShown.extend({
  has_below: z.boolean(),
  /** The weeks of `trend`. */
  weeks: z.array(unitWeek),
  /** Where it is hidden: the figure this week leads with, of the last week within half a year in which it was shown. */
  last_shown: shownIn.nullable(),
});
export type ListedUnit = z.infer<typeof listedUnit>;

const named = z.object({ unit: z.string(), name: z.string() });

/** `shown_in` is the week the share is of where the unit shows none this week; null where it does. */
const unevenUnit = named.extend({ share, shown_in: z.string().nullable() });

/** Leadership's figures are the weekly snapshots: one unit, and the units one level below it. */
export const coverageDashboard = coverageReport
  .pick({
    iso_week: true,
    as_of: true,
    taken_at: true,
    headline: true,
    target_percent: true,
    pulse: true,
    stale: true,
    freshness: true,
    trust: true,
    definitions: true,
  })
  .extend({
    /** Weeks with figures up to the newest, newest first. */
    weeks: z.array(z.string()),
    unit: unitShown,
    /** From the reader's own unit down to this one. */
    path: z.array(named),
    /** The sentence the weekly email opens with. */
    verdict: z.string(),
    /** The larger first. */
    listed: z.array(listedUnit),
    /** How many more there are than are listed. */
    more: z.number().int(),
    /** Of those that could be listed, hidden, so that a filter by figures cannot choose them. */
    hidden_from_filter: z.number().int(),
    has_groups: z.boolean(),
    dispersion: z.object({
      worst: z.array(unevenUnit),
      best: unevenUnit.nullable(),
      spread_points: z.number().nullable(),
      change_in_points: z.number().nullable(),
    }),
    trend: z.array(
      unitWeek.extend({
        headline: coverageReport.shape.headline.nullable(),
        /** What changed in the policies that week. */
        note: z.string().nullable(),
      }),
    ),
    effects: z.array(
      z.object({
        iso_week: z.string(),
        published_on: dateText,
        policy: z.string(),
        version: z.number().int(),
        changes: z.array(z.string()),
        note: z.string().nullable(),
        before: shownIn.nullable(),
        after: shownIn.extend({ weeks_later: z.number().int() }).nullable(),
      }),
    ),
    /** Of everyone, for HR alone; null for anybody else. */
    exempt_by_category: z.record(z.string(), z.number().int()).nullable(),
  });
export type CoverageDashboard = z.infer<typeof coverageDashboard>;
