import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import type { PolicyEffect } from '@throughline/domain/digest/policy-effects.ts';

/** As the page has it. */
export function dashboardEffect(effect: PolicyEffect): CoverageDashboard['effects'][number] {
  const shown = ({ week, headline: { numerator, denominator } }: NonNullable<PolicyEffect['before']>) => ({
    iso_week: week,
    share: { numerator, denominator },
  });
  return {
    iso_week: effect.week,
    published_on: effect.publishedOn.toString(),
    policy: effect.name,
    version: effect.version,
    changes: [...effect.changes],
    note: effect.note,
    before: effect.before && shown(effect.before),
    after: effect.after && { ...shown(effect.after), weeks_later: effect.after.weeksLater },
  };
}
