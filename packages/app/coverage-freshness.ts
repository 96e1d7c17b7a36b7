import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { freshnessSentence, type TrustInData } from '@throughline/domain/digest/trust-in-data.ts';

/** How fresh the calendars behind a week's figures were, as API and pages have it. */
export function coverageFreshness(trust: TrustInData): CoverageReport['freshness'] {
  const { hoursSinceSync, calendars, brokenConnections } = trust;
  return {
    sentence: freshnessSentence(trust),
    hours_since_read: hoursSinceSync,
    working: calendars?.working ?? null,
    stale: calendars?.stale ?? null,
    broken: brokenConnections,
  };
}
