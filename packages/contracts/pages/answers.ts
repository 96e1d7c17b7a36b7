import { z } from 'zod';
import { dateText, instantText, slot } from '../time.ts';

/** What either of the two can say about a time that has passed. */
export const answerKind = z.enum(['happened', 'did_not_happen', 'folded_into_one_on_one']);
export type AnswerKind = z.infer<typeof answerKind>;

/** What a button in a mail can lead to: one of the answers, or where they say when it takes place instead. */
export const suggestedAnswers = [...answerKind.options, 'moved'] as const;

export const answerRequest = z.object({ answer: answerKind });
export const answerResponse = z.object({
  recorded: z.literal(true),
  sentence: z.string(),
  /** Where the report may say whether it was about what they want; only where their organisation asks. */
  mayTellPulse: z.boolean(),
});
export type AnswerResponse = z.infer<typeof answerResponse>;

/** A day, and optionally a time of it, on the clock of whoever asks. */
export const movedRequest = z.object({
  day: dateText,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
});
export const movedTimesResponse = z.object({
  slots: z.array(slot),
  /** What was found, or why nothing was. */
  sentence: z.string(),
});
export type MovedTimesResponse = z.infer<typeof movedTimesResponse>;

export const moveRequest = z.object({ startsAt: instantText });
export const moveResponse = z.object({ outcome: z.enum(['moved', 'gone', 'closed']), sentence: z.string() });
export type MoveResponse = z.infer<typeof moveResponse>;

export const pulseAnswer = z.enum(['yes', 'partly', 'no', 'rather_not_say']);
export type PulseAnswer = z.infer<typeof pulseAnswer>;
export const pulseRequest = z.object({ pulse: pulseAnswer });
export const pulseResponse = z.object({ sentence: z.string() });
