import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { needsADateResponse, type NeedsADateFilter } from '@throughline/contracts/pages/needs-a-date.ts';
import { get } from '../app/api.ts';

/** Asked again while the page is open: the list is live. */
const everyMinute = 60_000;
const firstPage: string | null = null;

/** Page after page of who needs a date, as far as somebody asked for. */
export function needsADateQuery(filter: NeedsADateFilter) {
  return infiniteQueryOptions({
    queryKey: ['needs-a-date', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(filter);
      if (pageParam !== null) query.set('cursor', pageParam);
      return get(`/api/needs-a-date?${query}`, needsADateResponse, signal);
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => (page.kind === 'people' ? page.next : null),
    refetchInterval: everyMinute,
    // What is typed into a filter stays where it is while the next answer is on its way.
    placeholderData: keepPreviousData,
  });
}

/** How many there are and why, for a page that leads on to the list. */
export const needsADateInShortQuery = queryOptions({
  queryKey: ['needs-a-date', 'in short'],
  queryFn: ({ signal }) => get('/api/needs-a-date?pageSize=1', needsADateResponse, signal),
  refetchInterval: everyMinute,
});

/** The same list, whole, as a file. */
export function csvAddress(filter: NeedsADateFilter): string {
  return `/api/needs-a-date.csv?${queryOf(filter)}`;
}

function queryOf(filter: NeedsADateFilter): URLSearchParams {
  const given = Object.entries(filter).filter((one): one is [string, string] => Boolean(one[1]));
  return new URLSearchParams(given);
}
