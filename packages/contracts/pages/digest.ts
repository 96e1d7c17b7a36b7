import { z } from 'zod';
import { mailRhythm } from './mail-rhythm.ts';

/** A digest as a mail: HTML with its pictures inside, and the plain text that goes with it. */
export const digestMail = z.object({
  week: z.string(),
  as_of: z.iso.date(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});
export type DigestMail = z.infer<typeof digestMail>;

const named = z.object({ id: z.uuid(), name: z.string() });

export const digestQuery = z.object({ person: z.uuid().optional() });
export const digestParams = z.object({ week: z.string().regex(/^\d{4}-W\d{2}$/, 'expected a week like 2026-W47') });

export const digestPageResponse = z.object({
  /** Whose mail it is. */
  person: named,
  is_own: z.boolean(),
  /** Whoever gets one, for those who may look at others'; empty for everybody else. */
  recipients: z.array(named),
  this_week: digestMail
    .extend({
      /** Written already, and so what was or is being mailed. */
      written: z.boolean(),
      managers_left_out: z.boolean(),
    })
    .nullable(),
  none_because: z.enum(['not_a_recipient', 'nothing_to_count']).nullable(),
  /** One's own; null for others'. */
  rhythm: mailRhythm.nullable(),
  /** One's own earlier ones, newest first. */
  earlier: z.array(digestMail.pick({ week: true, as_of: true, subject: true }).extend({ verdict: z.string() })),
});
export type DigestPage = z.infer<typeof digestPageResponse>;

export const rhythmResponse = z.object({ rhythm: mailRhythm });
