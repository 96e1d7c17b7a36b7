import { z } from 'zod';
import { line } from '../text.ts';
import { dateText, instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

export const employmentStatuses = ['ACTIVE', 'PENDING', 'INACTIVE'] as const;

const name = () => line({ max: 200 }).min(1);
const remoteId = () => line({ max: 200 }).min(1);
const timeZone = () =>
  line({ max: 100 }).refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'expected an IANA time zone such as Europe/Berlin');

const countryCode = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected ISO 3166-1, optionally with a region: DE or DE-BE');
const zoneName = z.string().regex(/^[A-Za-z0-9_+/-]+$/);

/** A person as the HR system knows them. Nothing else about a person is stored. */
export const v1Employee = z.object({
  id: z.uuid(),
  remote_id: z.string().nullable().describe('The id the HR system knows this person by'),
  first_name: z.string(),
  last_name: z.string(),
  display_full_name: z.string(),
  work_email: z.string(),
  time_zone: zoneName.nullable().describe('IANA name. Somebody without one is listed and not booked'),
  country: countryCode
    .nullable()
    .describe('ISO 3166-1, optionally with a region: `DE`, `DE-BE`. Decides public holidays'),
  groups: z.array(z.string()),
  level: z.string().nullable(),
  manager: z.uuid().nullable().describe('Today’s manager'),
  manager_remote_id: z
    .string()
    .nullable()
    .describe('The id the HR system knows the manager by; without `manager` they have yet to arrive'),
  start_date: dateText.nullable().describe('Null: an existing employee'),
  termination_date: dateText.nullable().describe('The last day, inclusive'),
  employment_status: z.enum(employmentStatuses),
  last_career_conversation_on: dateText.nullable().describe('From before Throughline'),
  remote_was_deleted: z.boolean().describe('The HR system took this person out'),
  created_at: instantText,
  modified_at: instantText,
});
export type V1Employee = z.infer<typeof v1Employee>;

const stated = {
  remote_id: remoteId().exactOptional(),
  first_name: name(),
  last_name: name(),
  display_full_name: name().exactOptional(),
  work_email: z.email().max(254),
  time_zone: timeZone().nullable().exactOptional(),
  country: countryCode.nullable().exactOptional(),
  groups: z.array(name()).max(100).exactOptional(),
  level: name().nullable().exactOptional(),
  manager: z
    .uuid()
    .nullable()
    .exactOptional()
    .describe('Somebody who is here already; `manager_remote_id` can be ahead'),
  manager_remote_id: remoteId().nullable().exactOptional(),
  manager_since: dateText.exactOptional().describe('Since when, which may be ahead; today without it'),
  start_date: dateText.nullable().exactOptional(),
  termination_date: dateText.nullable().exactOptional(),
  employment_status: z.enum(employmentStatuses).exactOptional(),
  last_career_conversation_on: dateText.nullable().exactOptional(),
};
const oneManager = (row: { manager?: string | null; manager_remote_id?: string | null }) =>
  !(row.manager && row.manager_remote_id);
const oneManagerOnly = { path: ['manager_remote_id'], message: 'expected manager or manager_remote_id, not both' };
const sinceOfOne = (row: { manager?: string | null; manager_remote_id?: string | null; manager_since?: string }) =>
  row.manager_since === undefined || Boolean(row.manager ?? row.manager_remote_id);
const sinceOfOneOnly = { path: ['manager_since'], message: 'expected manager or manager_remote_id with it' };
const datesInOrder = (row: { start_date?: string | null; termination_date?: string | null }) =>
  !(row.start_date && row.termination_date && row.termination_date < row.start_date);
const inOrder = { path: ['termination_date'], message: 'expected no day before start_date' };

/** Strict: salary, birth date and whatever else nobody needs here is refused by name and never stored. */
export const v1NewEmployee = z
  .strictObject(stated)
  .refine(oneManager, oneManagerOnly)
  .refine(sinceOfOne, sinceOfOneOnly)
  .refine(datesInOrder, inOrder);
export type V1NewEmployee = z.output<typeof v1NewEmployee>;

export const v1EmployeeChange = z
  .strictObject({
    ...stated,
    first_name: name().exactOptional(),
    last_name: name().exactOptional(),
    work_email: z.email().max(254).exactOptional(),
  })
  .refine(oneManager, oneManagerOnly)
  .refine(sinceOfOne, sinceOfOneOnly)
  .refine(datesInOrder, inOrder);
export type V1EmployeeChange = z.output<typeof v1EmployeeChange>;

export const v1ListEmployeesQuery = z.object({
  remote_id: remoteId().optional(),
  work_email: line({ max: 254 }).optional(),
  employment_status: z.enum(employmentStatuses).optional(),
  group: name().optional().describe('By its name or its id'),
  manager: z.uuid().optional().describe('Reports of this manager today'),
  modified_after: instantText.optional().describe('Changed after this moment, those taken out included'),
  include_deleted: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('With those the HR system took out; `modified_after` includes them anyway'),
  ...v1Paging,
});

export const v1EmployeePage = v1PageOf(v1Employee);
export type V1EmployeePage = z.infer<typeof v1EmployeePage>;

export const v1EmployeesInBulk = z.strictObject({ employees: z.array(v1NewEmployee).min(1).max(1_000) });
export const v1BulkResult = z.object({
  results: z.array(
    z.object({
      remote_id: z.string().nullable(),
      work_email: z.string(),
      result: z.enum(['created', 'updated', 'unchanged', 'refused']),
      id: z.uuid().nullable(),
      reason: z.string().nullable().describe('Why it was refused; the other rows are taken all the same'),
    }),
  ),
  awaited_managers: z.array(z.string()).describe('Managers named by an id that has yet to arrive'),
  cycles: z.array(z.array(z.uuid())).describe('People who report to each other in a circle: listed, not booked'),
});
export type V1BulkResult = z.infer<typeof v1BulkResult>;
