import { z } from 'zod';
import { dateText, instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** The weekly email as one recipient got it. Counts of single managers, which only their boss is told, are not here. */
export const v1Digest = z.object({
  id: z.uuid(),
  recipient: z.uuid(),
  iso_week: z.string(),
  as_of: dateText,
  created_at: instantText,
  mail: z
    .object({
      state: z.enum(['waiting', 'sent', 'uncertain', 'failed', 'dropped']),
      sent_at: instantText.nullable(),
    })
    .nullable()
    .describe('Null where no mail of it is on record any more'),
  subject: z.string(),
  verdict: z.string(),
  withheld_because: z.string().nullable().describe('Why it gave no figures'),
});
export type V1Digest = z.infer<typeof v1Digest>;

export const v1ListDigestsQuery = z.object({
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, 'expected an ISO week such as 2026-W47')
    .optional(),
  recipient: z.uuid().optional().describe('An employee'),
  ...v1Paging,
});
export const v1DigestPage = v1PageOf(v1Digest);
