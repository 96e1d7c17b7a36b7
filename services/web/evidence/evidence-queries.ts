import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { evidenceResponse, teamReleaseResponse } from '@throughline/contracts/pages/evidence.ts';
import { get, send } from '../app/api.ts';

export const evidenceQuery = queryOptions({
  queryKey: ['evidence'],
  queryFn: ({ signal }) => get('/api/evidence', evidenceResponse, signal),
});

export const teamReleaseQuery = queryOptions({
  queryKey: ['team-release'],
  queryFn: ({ signal }) => get('/api/team-release', teamReleaseResponse, signal),
});

export function useReleaseTeam() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (released: boolean) =>
      send('PUT', '/api/team-release', { body: { released }, schema: teamReleaseResponse }),
    onSuccess: (answer) => queryClient.setQueryData(teamReleaseQuery.queryKey, answer),
  });
}
