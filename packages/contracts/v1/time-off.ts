import { z } from 'zod';
import { line } from '../text.ts';
import { dateText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** Days somebody is away. No kind of absence and no note is taken: what is not stored cannot leak. */
export const v1TimeOff = z.object({
  id: z.uuid(),
  remote_id: z.string().nullable(),
  employee: z.uuid(),
  start_date: dateText.describe('The first day, in the employee’s zone'),
  end_date: dateText.describe('The last day, inclusive'),
});
export type V1TimeOff = z.infer<typeof v1TimeOff>;

const remoteId = line({ max: 200 }).min(1);
const inOrder = { path: ['end_date'], message: 'expected no day before start_date' };

/** Strict: a reason, a type or a note is refused by name. */
export const v1NewTimeOff = z
  .strictObject({ employee: z.uuid(), remote_id: remoteId.exactOptional(), start_date: dateText, end_date: dateText })
  .refine(({ start_date, end_date }) => start_date <= end_date, inOrder);

export const v1ListTimeOffQuery = z.object({
  employee: z.uuid().optional(),
  remote_id: remoteId.optional(),
  ends_after: dateText.optional().describe('Not over by this day'),
  ...v1Paging,
});
export const v1TimeOffPage = v1PageOf(v1TimeOff);
