import { z } from 'zod';
import { slot } from '../time.ts';
import { answerKind } from './answers.ts';

/** What the page behind a mailed link shows before anyone clicks; opening it changes nothing. */
export const confirmationResponse = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('open'),
    conversationId: z.uuid(),
    side: z.enum(['report', 'manager']),
    managerName: z.string(),
    reportName: z.string(),
    timeZone: z.string(),
    slot,
    answer: answerKind.nullable(),
    /** It can still be said that the two moved it. */
    mayMove: z.boolean(),
    mayTellPulse: z.boolean(),
    whoSeesWhat: z.string(),
  }),
  z.object({ state: z.enum(['expired', 'invalid', 'closed']), sentence: z.string() }),
]);
export type ConfirmationResponse = z.infer<typeof confirmationResponse>;
