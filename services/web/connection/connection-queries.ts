import { queryOptions } from '@tanstack/react-query';
import { connectionResponse, planResponse } from '@throughline/contracts/pages/connection.ts';
import { get } from '../app/api.ts';

/** How somebody's calendar is connected: their own, or of whoever the mailed link is for. */
export function connectionQuery(token?: string) {
  const query = token === undefined ? '' : `?${new URLSearchParams({ token })}`;
  return queryOptions({
    queryKey: ['connection', token ?? null],
    queryFn: ({ signal }) => get(`/api/connection${query}`, connectionResponse, signal),
  });
}

/** A manager's first plan. */
export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => get('/api/plan', planResponse, signal),
});
