import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AgendaResponse, savePrepRequest } from '@throughline/contracts/pages/agenda.ts';
import { z } from 'zod';
import { send } from '../app/api.ts';

/** Saves notes one after the other, so that an older text never lands on top of a newer one. */
export function useSavePrep(conversationId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    scope: { id: `prep-${conversationId}` },
    mutationFn: (prep: z.input<typeof savePrepRequest>) =>
      send('PUT', `/api/conversations/${encodeURIComponent(conversationId)}/prep`, { body: prep, schema: z.unknown() }),
    onSuccess: (_saved, { text, reveal = false }) => {
      queryClient.setQueryData<AgendaResponse>(['agenda', conversationId], (agenda) =>
        agenda === undefined ? agenda : { ...agenda, ownPrep: { text, revealed: agenda.ownPrep.revealed || reveal } },
      );
    },
  });
}
