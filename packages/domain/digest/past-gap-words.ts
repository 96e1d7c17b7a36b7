import type { PublishedCoverage } from '../coverage/publish-rows.ts';

/** Nothing where everybody is within the longest gap. */
export function pastGapWords({
  pastLongestGap: { throughLeave, otherwise },
}: Pick<PublishedCoverage, 'pastLongestGap'>): readonly string[] {
  if (throughLeave + otherwise === 0) return [];
  return [`Past the longest gap: ${otherwise}, and through leave: ${throughLeave}`];
}
