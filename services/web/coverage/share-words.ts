import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { CoverageNumbers } from './coverage-query.ts';

type Share = CoverageNumbers['current'];

/** Whole percent; null of nobody. */
export function percentOf({ numerator, denominator }: Share): number | null {
  return denominator === 0 ? null : Math.round((100 * numerator) / denominator);
}

export function percentText(share: Share): string {
  const percent = percentOf(share);
  return percent === null ? 'nobody to count' : `${percent}%`;
}

export function outOf({ numerator, denominator }: Share): string {
  return `${numerator} of ${denominator}`;
}

/** The figure the report leads with: whether people have a date while the rollout lasts, whether they are current after. */
export function headlineShare({
  headline,
  numbers,
}: {
  headline: CoverageReport['headline'];
  numbers: CoverageNumbers;
}): Share {
  return numbers[headline];
}

export const headlineWords: Readonly<Record<CoverageReport['headline'], { short: string; sentence: string }>> = {
  has_a_date: { short: 'Has a date', sentence: 'of those due in the coming weeks have a date' },
  current: { short: 'Current', sentence: 'of those eligible are current' },
};

/** How each unit's last conversations are known to have taken place, and what does not count as held. */
export function heldWords({ confirmed, attendance, claimed, unknown }: CoverageNumbers['held']): string {
  return `${confirmed} confirmed, ${attendance} by attendance; not counted: ${claimed} claimed, ${unknown} unknown`;
}

/** '2026-W47' as people say it. */
export function weekWords(isoWeek: string): string {
  const [year, week] = isoWeek.split('-W');
  return `week ${Number(week)}, ${year}`;
}
