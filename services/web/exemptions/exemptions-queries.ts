import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  exemptionsResponse,
  findPeopleResponse,
  type ExemptionsResponse,
} from '@throughline/contracts/pages/exemptions.ts';
import { get, send } from '../app/api.ts';

export const exemptionsQuery = queryOptions({
  queryKey: ['exemptions'],
  queryFn: ({ signal }) => get('/api/exemptions', exemptionsResponse, signal),
});

export function peopleQuery(search: string) {
  return queryOptions({
    queryKey: ['exemptions', 'people', search],
    queryFn: ({ signal }) =>
      get(`/api/exemptions/people?${new URLSearchParams({ search })}`, findPeopleResponse, signal),
    enabled: search.trim().length > 1,
  });
}

/** Every change answers with the page as it is then. */
export function useExemptionChange<Input>(
  call: (input: Input) => { method: 'POST' | 'PUT'; path: string; body?: unknown },
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => {
      const { method, path, body } = call(input);
      return send(method, path, { ...(body === undefined ? {} : { body }), schema: exemptionsResponse });
    },
    onSuccess: (page: ExemptionsResponse) => queryClient.setQueryData(exemptionsQuery.queryKey, page),
  });
}
