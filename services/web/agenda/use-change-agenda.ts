import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { send } from '../app/api.ts';

/** Takes other questions for a conversation, by the name of their template. */
export function useChangeAgenda(conversationId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (template: string) =>
      send('PUT', `/api/conversations/${encodeURIComponent(conversationId)}/agenda`, {
        body: { template },
        schema: z.unknown(),
      }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['agenda', conversationId] }),
        queryClient.invalidateQueries({ queryKey: ['conversations', 'one', conversationId] }),
      ]),
  });
}
