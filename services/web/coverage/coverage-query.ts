import { queryOptions } from '@tanstack/react-query';
import { coverageDashboard, type CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { get } from '../app/api.ts';
import type { CoverageSearch } from './coverage-search.ts';

export type CoverageNumbers = NonNullable<CoverageDashboard['unit']['numbers']>;

/** Snapshots do not change; only which is the latest does. */
const staleTime = 60_000;

/** A unit's figures in a week with the units below it; without either, one's own and the latest. */
export function coverageQuery(search: CoverageSearch = {}) {
  const query = queryOf(search);
  return queryOptions({
    queryKey: ['coverage', query],
    queryFn: ({ signal }) => get(`/api/coverage${query}`, coverageDashboard, signal),
    staleTime,
  });
}

/** The same to take along. */
export function coverageCsvUrl(search: CoverageSearch): string {
  return `/api/coverage.csv${queryOf(search)}`;
}

function queryOf(search: CoverageSearch): string {
  const given = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
