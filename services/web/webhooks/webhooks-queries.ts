import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { webhooksResponse, type WebhooksResponse } from '@throughline/contracts/pages/webhooks.ts';
import type { z } from 'zod';
import { get, send } from '../app/api.ts';

/** Asked again while the page is open: what waits leaves by itself. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => get('/api/webhooks', webhooksResponse, signal),
  refetchInterval: 15_000,
});

type Change = { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly path: string; readonly body?: unknown };

/** Changes something, and shows the page as it is afterwards. */
export function useWebhookChange<T extends z.ZodType, Given = void>({
  schema,
  pageOf,
  change,
}: {
  schema: T;
  pageOf: (answer: z.output<T>) => WebhooksResponse;
  change: (given: Given) => Change;
}) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => {
      const { method, path, body } = change(given);
      return send(method, path, { schema, ...(body === undefined ? {} : { body }) });
    },
    onSuccess: (answer) => queryClient.setQueryData(webhooksQuery.queryKey, pageOf(answer)),
  });
}
