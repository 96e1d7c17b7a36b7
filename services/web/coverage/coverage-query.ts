import { queryOptions } from '@tanstack/react-query';
import { coverageReport, type CoverageReport } from '@throughline/contracts/coverage.ts';
import { get } from '../app/api.ts';

export type CoverageNumbers = NonNullable<CoverageReport['rows'][number]['numbers']>;

/** A week's figures; the latest without one. */
export function coverageQuery(week?: string) {
  return queryOptions({
    queryKey: ['coverage', week ?? 'latest'],
    queryFn: ({ signal }) =>
      get(`/api/coverage${week === undefined ? '' : `?${new URLSearchParams({ week })}`}`, coverageReport, signal),
  });
}
