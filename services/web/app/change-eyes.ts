import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';

/** After signing in or out: what was read as somebody else is forgotten before the next page asks. */
export async function changeEyes(queryClient: QueryClient): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey });
}
