import { percentOf } from '../coverage/coverage.ts';
import type { PublishedCoverage } from '../coverage/publish-rows.ts';

type Headline = PublishedCoverage['headline'];

/**
 * Percentage points; `null` where there is nothing alike to compare with: hidden or withheld then, of nobody, or before
 * the rollout ended, when the headline counted something else.
 */
export function changeSince({ headline, before }: { headline: Headline; before: Headline | null }): number | null {
  const [now, then] = [percentOf(headline), before?.kind === headline.kind ? percentOf(before) : null];
  return now === null || then === null ? null : now - then;
}
