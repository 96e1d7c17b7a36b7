import { useMutation, useQueryClient } from '@tanstack/react-query';
import { advanceClockResponse } from '@throughline/contracts/pages/session.ts';
import { send } from '../app/api.ts';

/** Moves the demo's clock a week on; answers once everything that fell due has happened. */
export function useClock() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => send('POST', '/api/demo/clock', { body: { advance: 'P7D' }, schema: advanceClockResponse }),
    onSettled: () => queryClient.invalidateQueries(),
  });
}
