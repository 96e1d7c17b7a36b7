import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  peopleSourcesResponse,
  pullPreviewResponse,
  pullResponse,
  type PeopleSourcesResponse,
} from '@throughline/contracts/pages/people-sources.ts';
import { get, send } from '../app/api.ts';

export const peopleSourcesQuery = queryOptions({
  queryKey: ['people-sources'],
  queryFn: ({ signal }) => get('/api/people-sources', peopleSourcesResponse, signal),
});

/** Changes the order, whether only providers sign people in, or whether the issuer speaks for this organisation. */
export function useSourcesChange(what: 'order' | 'sso-only' | 'issuer') {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => send('PUT', `/api/people-sources/${what}`, { schema: peopleSourcesResponse, body }),
    onSuccess: (page: PeopleSourcesResponse) => queryClient.setQueryData(peopleSourcesQuery.queryKey, page),
  });
}

export function usePull(name: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (letLeave: number) =>
      send('POST', `/api/people-sources/${name}/pull`, { schema: pullResponse, body: { let_leave: letLeave } }),
    onSuccess: ({ page }) => queryClient.setQueryData(peopleSourcesQuery.queryKey, page),
  });
}

/** What a pull would mean, with nothing stored. */
export function usePreview(name: string) {
  return useMutation({
    mutationFn: () => send('POST', `/api/people-sources/${name}/preview`, { schema: pullPreviewResponse }),
  });
}
