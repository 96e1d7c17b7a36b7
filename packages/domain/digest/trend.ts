import type { PublishedCoverage } from '../coverage/publish-rows.ts';
import { isoWeekOf, mondayOf } from '../time/iso-week.ts';

/** One week's headline as it was shown then. */
export type WeekCounted = {
  readonly week: string;
  /** `null` where it was withheld or hidden. */
  readonly headline: PublishedCoverage['headline'] | null;
};

/** One week of the trend; `note` says what changed in the policy. */
export type TrendPoint = WeekCounted & { readonly note: string | null };

/** A quarter, this week included. */
export const trendWeeks = 13;

/**
 * The weeks up to that of `asOf`, oldest first, no more than `trendWeeks`. A week in which nothing was counted stands as a gap
 * and keeps its note, so that equal distances are equal times.
 */
export function trendOf({
  counted,
  notes,
  asOf,
}: {
  counted: readonly WeekCounted[];
  /** By ISO week. */
  notes: ReadonlyMap<string, string>;
  asOf: Temporal.PlainDate;
}): readonly TrendPoint[] {
  const headlines = new Map(counted.map(({ week, headline }) => [week, headline]));
  const monday = mondayOf(asOf);
  const weeks = Array.from({ length: trendWeeks }, (_, index) =>
    isoWeekOf(monday.subtract({ weeks: trendWeeks - 1 - index })),
  );
  return weeks
    .slice(weeks.findIndex((week) => headlines.has(week)))
    .map((week) => ({ week, headline: headlines.get(week) ?? null, note: notes.get(week) ?? null }));
}
