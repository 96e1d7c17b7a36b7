import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api.ts';

/** What was read from the API, for pages and for routes that begin to read before their page is there. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal will be the same the second time; only a network that failed is worth another try.
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.problem.status === 0,
    },
  },
});
