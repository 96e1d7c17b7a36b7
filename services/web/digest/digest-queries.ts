import { queryOptions } from '@tanstack/react-query';
import { digestMail, digestPageResponse } from '@throughline/contracts/pages/digest.ts';
import { get } from '../app/api.ts';

export const digestKey = ['digest'] as const;

/** This week's mail of somebody; one's own without a person. */
export function digestQuery(person?: string) {
  return queryOptions({
    queryKey: [...digestKey, person ?? 'own'],
    queryFn: ({ signal }) =>
      get(
        `/api/digest${person === undefined ? '' : `?${new URLSearchParams({ person })}`}`,
        digestPageResponse,
        signal,
      ),
  });
}

/** One's own of an earlier week. */
export function earlierDigestQuery(week: string) {
  return queryOptions({
    queryKey: [...digestKey, 'week', week],
    queryFn: ({ signal }) => get(`/api/digest/${encodeURIComponent(week)}`, digestMail, signal),
  });
}
