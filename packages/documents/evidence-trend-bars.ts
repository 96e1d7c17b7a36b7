import type { EvidenceWeek } from '@throughline/domain/evidence/evidence-pack.ts';
import type { TrendBar } from './trend-svg.ts';

/** The weeks as bars; notes are numbered in their order. Empty where no week has a figure. */
export function evidenceTrendBars(trend: readonly EvidenceWeek[]): readonly TrendBar[] {
  if (trend.every(({ percent }) => percent === null)) return [];
  let notes = 0;
  return trend.map(({ week, percent, isOther, note }) => {
    if (note !== null) notes += 1;
    return { label: week.split('-')[1] ?? week, percent, isOther, mark: note === null ? null : notes };
  });
}
