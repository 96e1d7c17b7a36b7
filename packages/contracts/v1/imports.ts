import { z } from 'zod';
import { instantText } from '../time.ts';
import { v1NewEmployee } from './employees.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** What a column of a file can be read as. Nothing else of a file is ever stored. */
export const importFields = [
  'remote_id',
  'first_name',
  'last_name',
  'display_full_name',
  'work_email',
  'manager_remote_id',
  'manager_work_email',
  'manager_name',
  'manager_since',
  'start_date',
  'termination_date',
  'employment_status',
  'country',
  'region',
  'city',
  'time_zone',
  'level',
  'group',
  'last_career_conversation_on',
] as const;
export const importStates = [
  'checking',
  'waiting_for_approval',
  'running',
  'completed',
  'failed',
  'withdrawn',
] as const;
export const importResults = ['created', 'updated', 'unchanged', 'refused', 'leaving'] as const;
export const importNotes = [
  'manager_unknown',
  'manager_not_clear',
  'own_manager',
  'in_a_cycle',
  'leaves',
  'in_hr_system',
] as const;
export const dateOrders = ['day_first', 'month_first'] as const;

const flag = (initially: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(initially)
    .transform((text) => text === 'true');

/** Somebody's own reading of headings. */
export const columnChoice = z.record(z.string().max(200), z.enum(importFields).nullable());

const columnsText = z
  .string()
  .max(20_000)
  .transform((text, given): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      given.issues.push({ code: 'custom', message: 'expected JSON like {"Heading":"work_email"}', input: text });
      return z.NEVER;
    }
  })
  .pipe(columnChoice);

export const v1ReadingQuery = {
  date_order: z
    .enum(dateOrders)
    .optional()
    .describe('How days with slashes are written, where a file does not settle it'),
  columns: columnsText
    .optional()
    .describe('JSON: heading → field, or null to leave it unread. Headings that are not named are read as detected'),
};

export const v1NewImportQuery = z.object({
  dry_run: flag('false').describe('Say what would change, and change nothing'),
  missing: z
    .enum(['leave', 'stay'])
    .default('leave')
    .describe('Whoever is here and not among the rows: has left, or stays as they are'),
  hold: flag('false').describe('Wait for an approval however few would leave'),
  ...v1ReadingQuery,
});

/** Rows as JSON. Strict: salary, birth date and whatever else nobody needs here is refused by name and never stored. */
export const v1NewImport = z.strictObject({ employees: z.array(v1NewEmployee).min(1).max(10_000) });

export const importCounts = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  leaving: z.number().int().describe('Missing from the file, or left by its word'),
  present: z.number().int().describe('Everybody who was here before'),
  managers_unknown: z.number().int(),
  in_cycles: z.number().int().describe('Report to each other in a circle: listed, not booked'),
  unreadable: z
    .number()
    .int()
    .describe('Rows that do not say whom they are about. With one of these nobody is missing'),
});

const actor = z.object({ kind: z.enum(['person', 'api_key', 'operator']), id: z.uuid().nullable() });

export const v1Import = z.object({
  id: z.uuid(),
  state: z.enum(importStates),
  dry_run: z.boolean(),
  source: z.enum(['csv', 'json']),
  system: z.enum(['bamboohr', 'personio', 'hibob', 'workday']).nullable().describe('Whose export it looks like'),
  missing: z.enum(['leave', 'stay']),
  columns: z.array(z.object({ heading: z.string(), field: z.enum(importFields).nullable() })),
  rows: z.number().int(),
  rows_done: z.number().int(),
  counts: importCounts.nullable().describe('Null until it has been looked at'),
  created_by: actor,
  approved_by: actor.nullable(),
  approved_at: instantText.nullable(),
  approved_leaving: z.number().int().nullable(),
  ended_because: z
    .enum(['asked', 'expired', 'overtaken', 'went_wrong'])
    .nullable()
    .describe('Why it was withdrawn, or failed'),
  created_at: instantText,
  modified_at: instantText,
  ended_at: instantText.nullable(),
});
export type V1Import = z.infer<typeof v1Import>;
export const v1ImportPage = v1PageOf(v1Import);

export const v1ListImportsQuery = z.object({ ...v1Paging });

export const v1ImportRow = z.object({
  id: z.uuid(),
  line: z.number().int().nullable().describe('Of the file, its headings being line 1. Null: the file has no such row'),
  result: z.enum(importResults),
  employee: z.uuid().nullable(),
  remote_id: z.string().nullable(),
  work_email: z.string().nullable(),
  display_full_name: z.string().nullable(),
  changes: z.array(z.string()).describe('Which fields become another value'),
  notes: z.array(z.enum(importNotes)),
  errors: z.array(z.object({ column: z.string(), detail: z.string() })),
});
export type V1ImportRow = z.infer<typeof v1ImportRow>;
export const v1ImportRowPage = v1PageOf(v1ImportRow);

export const v1ListImportRowsQuery = z.object({
  result: z.enum(importResults).optional(),
  note: z.enum(importNotes).optional(),
  ...v1Paging,
});

export const v1ImportApproval = z.strictObject({
  leaving: z.number().int().min(0).max(1_000_000).describe('How many leave, as `counts.leaving` says'),
});
