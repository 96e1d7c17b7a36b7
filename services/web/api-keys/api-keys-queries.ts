import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  apiKeysResponse,
  createdApiKeyResponse,
  type ApiKeyOnPage,
  type CreatedApiKeyResponse,
} from '@throughline/contracts/pages/api-keys.ts';
import { get, send } from '../app/api.ts';

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => get('/api/api-keys', apiKeysResponse, signal),
});

export type WantedKey = {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires_at: string | null;
};

export function useCreateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: WantedKey) => send('POST', '/api/api-keys', { schema: createdApiKeyResponse, body }),
    onSuccess: ({ page }: CreatedApiKeyResponse) => queryClient.setQueryData(apiKeysQuery.queryKey, page),
  });
}

export function useRevokeKey({ id }: ApiKeyOnPage) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => send('DELETE', `/api/api-keys/${id}`, { schema: apiKeysResponse }),
    onSuccess: (page) => queryClient.setQueryData(apiKeysQuery.queryKey, page),
  });
}
