import { z } from 'zod';
import { line } from '../text.ts';
import { dateText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** Whom somebody reports to, and from when to when. Lines that ended stay. */
export const v1ReportingLine = z.object({
  id: z.uuid(),
  employee: z.uuid(),
  manager: z.uuid().nullable().describe('Null while the manager has yet to arrive'),
  manager_remote_id: z.string().nullable(),
  valid_from: dateText,
  valid_to: dateText.nullable().describe('On this day it no longer holds; null without an end'),
});
export type V1ReportingLine = z.infer<typeof v1ReportingLine>;

export const v1NewReportingLine = z
  .strictObject({
    employee: z.uuid(),
    manager: z.uuid().nullable().exactOptional().describe('Null: reports to nobody from today'),
    manager_remote_id: line({ max: 200 }).min(1).exactOptional(),
    valid_from: dateText.exactOptional().describe('Today without it; may be ahead'),
  })
  .refine((stated) => (stated.manager === undefined) !== (stated.manager_remote_id === undefined), {
    path: ['manager'],
    message: 'expected manager or manager_remote_id, and not both',
  })
  .refine(({ manager, valid_from }) => manager !== null || valid_from === undefined, {
    path: ['valid_from'],
    message: 'expected no day with manager null: a line ends today',
  });

export const v1ListReportingLinesQuery = z.object({
  employee: z.uuid().optional(),
  manager: z.uuid().optional(),
  on: dateText.optional().describe('Holding on this day'),
  ...v1Paging,
});
export const v1ReportingLinePage = v1PageOf(v1ReportingLine);
/** Every line of the employee as it stands after. */
export const v1LinesOfEmployee = z.object({ results: z.array(v1ReportingLine) });
