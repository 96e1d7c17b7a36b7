import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { demoParts } from '@throughline/contracts/pages/session.ts';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { changeEyes } from '../app/change-eyes.ts';

/** Looks at the demo through somebody else's eyes, from their home page on. */
export function useDemoSignIn() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (part: (typeof demoParts)[number]) =>
      send('POST', '/api/demo/sign-in', { body: { part }, schema: z.unknown() }),
    onSuccess: async () => {
      await changeEyes(queryClient);
      await navigate({ to: '/' });
    },
  });
}
