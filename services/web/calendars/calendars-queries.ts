import { queryOptions } from '@tanstack/react-query';
import { calendarsResponse, consentPageResponse } from '@throughline/contracts/pages/calendars.ts';
import { connectionHealthResponse } from '@throughline/contracts/pages/connection-health.ts';
import { get } from '../app/api.ts';

/** Where the calendars of each mail domain are. */
export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: ({ signal }) => get('/api/calendars', calendarsResponse, signal),
});

/** What a forwarded link is about. */
export function consentQuery(token: string) {
  return queryOptions({
    queryKey: ['admin-consent', token],
    queryFn: ({ signal }) => get(`/api/admin-consent?${new URLSearchParams({ token })}`, consentPageResponse, signal),
    retry: false,
  });
}

/** How the calendars stand, in numbers. */
export const connectionHealthQuery = queryOptions({
  queryKey: ['calendars', 'health'],
  queryFn: ({ signal }) => get('/api/calendars/health', connectionHealthResponse, signal),
  refetchInterval: 60_000,
});
