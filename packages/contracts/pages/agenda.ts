import { z } from 'zod';
import { slot } from '../time.ts';
import { conversationPerson } from './conversations.ts';

/** The agenda, for the two only. */
export const agendaResponse = z.object({
  conversationId: z.uuid(),
  side: z.enum(['report', 'manager']),
  report: conversationPerson,
  manager: conversationPerson.nullable(),
  slot: slot.nullable(),
  /** Which set of questions it was composed from. */
  template: z.string(),
  /** What it could be about instead, itself included; empty when it cannot be changed. */
  choices: z.array(z.object({ template: z.string(), title: z.string(), purpose: z.string() })),
  title: z.string(),
  intro: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      minutes: z.number().int(),
      questions: z.array(z.string()),
      why: z.string().nullable(),
    }),
  ),
  /** For the manager: what to say first and how to react. */
  coaching: z.array(z.string()),
  /** For the report: what to think about beforehand. */
  prompts: z.array(z.string()),
  ownPrep: z.object({ text: z.string(), revealed: z.boolean() }),
  /** Present once the other side revealed theirs. */
  otherPrep: z.object({ authorName: z.string(), text: z.string() }).nullable(),
  whoSeesWhat: z.string(),
});
export type AgendaResponse = z.infer<typeof agendaResponse>;

export const changeAgendaRequest = z.object({ template: z.string().max(100) });

export const savePrepRequest = z.object({ text: z.string().max(10_000), reveal: z.boolean().default(false) });
