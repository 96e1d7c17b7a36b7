import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { handoverResponse, type HandoverCard, type HandoverResponse } from '@throughline/contracts/pages/handover.ts';
import { z } from 'zod';
import { get, send } from '../app/api.ts';

const pathOf = (conversationId: string) => `/api/conversations/${encodeURIComponent(conversationId)}/handover`;

export function handoverQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['handover', conversationId],
    queryFn: ({ signal }) => get(pathOf(conversationId), handoverResponse, signal),
    // What somebody is typing must not be replaced under their hands.
    refetchOnWindowFocus: false,
  });
}

/** One after the other, so that an older text never lands on top of a newer one, nor a release before its words. */
export function useHandover(conversationId: string) {
  const queryClient = useQueryClient();
  const scope = { id: `handover-${conversationId}` };
  const { queryKey } = handoverQuery(conversationId);
  const known = (change: (page: HandoverResponse) => HandoverResponse) =>
    queryClient.setQueryData<HandoverResponse>(queryKey, (page) => page && change(page));
  const again = () => queryClient.invalidateQueries({ queryKey: ['conversations', 'one', conversationId] });
  return {
    save: useMutation({
      scope,
      mutationFn: (card: HandoverCard) => send('PUT', pathOf(conversationId), { body: card, schema: z.unknown() }),
      onSuccess: async (_saved, card) => {
        known((page) => ({ ...page, card }));
        await again();
      },
    }),
    release: useMutation({
      scope,
      mutationFn: (release: boolean) =>
        send('POST', `${pathOf(conversationId)}/${release ? 'release' : 'withdraw'}`, { schema: z.unknown() }),
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey });
        await again();
      },
    }),
  };
}
