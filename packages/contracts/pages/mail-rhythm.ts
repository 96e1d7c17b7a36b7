import { z } from 'zod';

/** How often a recurring mail comes: every Monday, on the first Monday of the month, or never. */
export const mailRhythm = z.enum(['weekly', 'monthly', 'none']);
export type MailRhythm = z.infer<typeof mailRhythm>;

export const setMailRhythmRequest = z.object({ rhythm: mailRhythm });

/** What a link at the foot of a mail is about. */
export const mailsByLinkResponse = z.object({
  mail: z.enum(['monday-mail', 'weekly-digest']),
  rhythm: mailRhythm,
  offered: z.array(mailRhythm),
});
export type MailsByLink = z.infer<typeof mailsByLinkResponse>;
