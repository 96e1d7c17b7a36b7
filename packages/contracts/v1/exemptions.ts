import { z } from 'zod';
import { dateText, instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

const category = z.enum(['parental', 'notice_period', 'secondment', 'other']);
const state = z.enum(['ahead', 'running', 'over']);

/** Days on which somebody is not asked for a conversation, as HR decided and may say. */
export const v1Exemption = z.object({
  id: z.uuid(),
  employee: z.uuid(),
  category,
  start_date: dateText.describe('The first day'),
  end_date: dateText
    .nullable()
    .describe('The last day, inclusive; null only where it was stated before an end was asked for'),
  author: z.uuid().nullable().describe('Who decided it'),
  state: state.describe('By the date of the organisation'),
  created_at: instantText,
  modified_at: instantText,
  remote_was_deleted: z.boolean().describe('Taken back before it began'),
});
export type V1Exemption = z.infer<typeof v1Exemption>;

/** Strict: a reason or a note is refused by name. */
export const v1NewExemption = z.strictObject({
  employee: z.uuid(),
  category,
  start_date: dateText.exactOptional().describe('Today without it'),
  end_date: dateText.describe('Nobody is exempt for ever: as long as the policy’s `longest_exemption_days` at most'),
  author: z.uuid().describe('The employee who decided it, who is on record for it'),
});

export const v1ExemptionChange = z.strictObject({
  end_date: dateText.describe('Another last day, sooner or later than the one it had'),
});

export const v1ListExemptionsQuery = z.object({
  employee: z.uuid().optional(),
  category: category.optional(),
  state: state.optional(),
  ends_after: dateText.optional().describe('Not over by this day'),
  modified_after: instantText
    .optional()
    .describe('Stated, renewed or ended after this moment, those taken back before they began included'),
  include_deleted: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('With those taken back before they began; `modified_after` includes them anyway'),
  ...v1Paging,
});
export const v1ExemptionPage = v1PageOf(v1Exemption);
