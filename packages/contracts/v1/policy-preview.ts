import { z } from 'zod';
import { dateText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';
import { v1Policy } from './policies.ts';

/** One employee as things are and as they would be. */
export const v1PreviewedEmployee = z.object({
  employee: z.uuid(),
  remote_id: z.string().nullable(),
  manager: z.uuid().nullable().describe('With whom they would talk under the draft'),
  due_on_now: dateText.nullable().describe('The first due date within the weeks asked for'),
  due_on_under_draft: dateText
    .nullable()
    .describe('Conversations that are open keep their due dates: it differs for those who get or lose a policy'),
  next_due_on_now: dateText
    .nullable()
    .describe('The due date after it, if that conversation takes place on its ideal day'),
  next_due_on_under_draft: dateText.nullable(),
  change: z.enum(['same', 'sooner', 'later', 'enters', 'leaves']),
  why: z
    .array(z.string())
    .describe(
      'Which policy would hold and what moved the first due date under it; under the terms of a works council not told',
    ),
});
export type V1PreviewedEmployee = z.infer<typeof v1PreviewedEmployee>;

const asked = z.object({ conversations: z.number().int(), hours: z.number() });

/** What it would cost a manager. */
export const v1PreviewedManager = z.object({
  manager: z.uuid(),
  remote_id: z.string().nullable(),
  now: asked,
  under_draft: asked,
  capacity_warning: z
    .object({
      from_week: z.string(),
      to_week: z.string(),
      due: z.number().int().describe('Conversations due in these weeks'),
      room: z
        .number()
        .int()
        .describe('What the weeks in which they can take place hold, at so many a week as the policy says'),
      sentence: z.string(),
    })
    .nullable(),
});
export type V1PreviewedManager = z.infer<typeof v1PreviewedManager>;

export const v1PolicyPreviewQuery = z.object({ ...v1Paging });

/** Nothing of it is stored, and nothing is sent. */
export const v1PolicyPreview = z.object({
  as_of: dateText.describe('Today, by the date of the organisation'),
  policy: v1Policy
    .pick({ key: true, version: true, name: true, audience: true, rules: true, rollout_starts_on: true })
    .describe('As it would be published'),
  totals: z.object({
    employees: z.number().int().describe('In all pages'),
    changed: z.number().int().describe('Of them, whose due dates would not be the same'),
    now: asked,
    under_draft: asked,
  }),
  weeks: z.array(
    z.object({
      week: z.string().describe('ISO week, 2027-W05'),
      starts_on: dateText,
      due_now: z.number().int().describe('Due in it; in the first week those due before it too'),
      due_under_draft: z.number().int(),
    }),
  ),
  managers: z
    .array(v1PreviewedManager)
    .nullable()
    .describe('The 200 with most hours under the draft, the most first; null under the terms of a works council'),
  managers_left_out: z.number().int(),
  managers_over_capacity: z.number().int().describe('How many of all have a warning'),
  ...v1PageOf(v1PreviewedEmployee).shape,
});
export type V1PolicyPreview = z.infer<typeof v1PolicyPreview>;
