import { z } from 'zod';
import { instantText, slot } from '../time.ts';
import { conversationPerson } from './conversations.ts';

/** What the page of proposed times shows; opening it changes nothing. */
export const timesResponse = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('open'),
    side: z.enum(['report', 'manager']),
    report: conversationPerson,
    manager: conversationPerson,
    /** In order of time; for each of the two, whether it lies outside their usual hours. */
    slots: z.array(slot.extend({ outsideHours: z.object({ report: z.boolean(), manager: z.boolean() }) })),
    /** Both calendars were read, and each time is free in both. */
    bothKnown: z.boolean(),
    /** The first moment at which they are no longer offered. */
    until: instantText,
    /** The date they would take the place of, and what stands in its way; null where there is no date yet. */
    instead: z.object({ slot, sentence: z.string() }).nullable(),
    mayAskForOthers: z.boolean(),
    /** Where the report can share when they are busy instead; null for the manager. */
    connectUrl: z.string().nullable(),
    whoSeesWhat: z.string(),
  }),
  /** A time is settled. */
  z.object({
    state: z.literal('settled'),
    side: z.enum(['report', 'manager']),
    report: conversationPerson,
    manager: conversationPerson,
    slot,
    sentence: z.string(),
  }),
  z.object({ state: z.enum(['none', 'closed', 'expired', 'invalid']), sentence: z.string() }),
]);
export type TimesResponse = z.infer<typeof timesResponse>;

/** Which of the times, by its start. */
export const pickRequest = z.object({ startsAt: instantText });

/** `gone`: it could not be had any more, and nothing was booked; the page has fresh ones where there are any. */
export const pickResponse = z.object({
  outcome: z.enum(['picked', 'kept', 'others_offered', 'gone', 'closed', 'try_again']),
  sentence: z.string(),
});
export type PickResponse = z.infer<typeof pickResponse>;
