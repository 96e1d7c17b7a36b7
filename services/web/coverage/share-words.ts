import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
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

/** The figure the weeks lead with: whether people have a date while the rollout lasts, whether they are current after. */
export const headlineWords: Readonly<Record<CoverageDashboard['headline'], { short: string; sentence: string }>> = {
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

/** Of an ISO week its number alone, as a column has it. */
export function weekNumber(isoWeek: string): string {
  return String(Number(isoWeek.split('-W')[1]));
}

/** A change as it is read out; null where there is nothing to compare with. */
export function changeWords(points: number | null): string | null {
  if (points === null) return null;
  if (points === 0) return 'unchanged';
  return `${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} ${points > 0 ? 'up' : 'down'}`;
}
