import { notifications } from '@mantine/notifications';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  launchChanged,
  launchResponse,
  launchReviewResponse,
  sponsorsResponse,
  type LaunchAudience,
  type LaunchChanged,
} from '@throughline/contracts/pages/launch.ts';
import { get, send } from '../app/api.ts';
import { sessionQuery } from '../app/session.ts';

export const launchQuery = queryOptions({
  queryKey: ['launch'],
  queryFn: ({ signal }) => get('/api/launch', launchResponse, signal),
});

const reviewKey = ['launch', 'review'] as const;

export function reviewQuery(audience: LaunchAudience) {
  return queryOptions({
    queryKey: [...reviewKey, audience],
    queryFn: ({ signal }) => get(`/api/launch/review?${new URLSearchParams(audience)}`, launchReviewResponse, signal),
    enabled: audience.kind === 'everyone' || audience.value.trim() !== '',
    retry: false,
  });
}

export function launchPeopleQuery(search: string) {
  return queryOptions({
    queryKey: ['launch', 'people', search],
    queryFn: ({ signal }) => get(`/api/launch/people?${new URLSearchParams({ search })}`, sponsorsResponse, signal),
    enabled: search.trim().length > 1,
  });
}

/** Every change answers with a sentence, which is shown, and with the page as it is then. */
export function useLaunchChange<Input = void>(
  call: (input: Input) => { method: 'POST' | 'PUT' | 'DELETE'; path: string; body?: unknown },
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => {
      const { method, path, body } = call(input);
      return send(method, path, { ...(body === undefined ? {} : { body }), schema: launchChanged });
    },
    onSuccess: ({ notice, page }: LaunchChanged) => {
      queryClient.setQueryData(launchQuery.queryKey, page);
      notifications.show({ message: notice, closeButtonProps: { 'aria-label': 'Close' } });
      void queryClient.invalidateQueries({ queryKey: reviewKey });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}
