import { useQuery } from '@tanstack/react-query';
import { sessionResponse, type Role } from '@throughline/contracts/pages/session.ts';
import { get } from './api.ts';

export const sessionQuery = {
  queryKey: ['session'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get('/api/session', sessionResponse, signal),
};

/** Who is looking. The shell waits for it, so pages below may rely on `session`. */
export function useSession() {
  return useQuery(sessionQuery);
}

export function hasRole(roles: readonly Role[], ...anyOf: readonly Role[]): boolean {
  return anyOf.some((role) => roles.includes(role));
}
