import { z } from 'zod';
import { slot } from '../time.ts';

/** What the page behind a mailed link shows before anyone clicks; opening it changes nothing. */
export const confirmationResponse = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('open'),
    managerName: z.string(),
    reportName: z.string(),
    timeZone: z.string(),
    slot,
    answer: z.enum(['happened', 'did_not_happen']).nullable(),
    whoSeesWhat: z.string(),
  }),
  z.object({ state: z.enum(['expired', 'invalid', 'closed']), sentence: z.string() }),
]);
export type ConfirmationResponse = z.infer<typeof confirmationResponse>;
