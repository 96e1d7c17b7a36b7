import type { CoverageFact } from './coverage-fact.ts';
import { leadDaysOf, totalOf, type Totals } from './summary.ts';

/** What a person adds to the published figures, in short: two days with the same text are one and the same to all of them. */
export function countedAs({ fact, summary }: { fact: CoverageFact; summary: Totals }): string {
  const published = Array.from(summary as ArrayLike<number>).slice(0, -unpublished);
  return [published.join(','), totalOf(summary, 'exempt'), leadDaysOf(fact) ?? ''].join(' ');
}

/** Why somebody is in no figure is itself in none, but for the exempt. */
const unpublished = 5;
