import { z } from 'zod';
import { line } from '../text.ts';
import { instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

const type = z.enum(['TEAM', 'DEPARTMENT', 'COST_CENTER', 'BUSINESS_UNIT', 'GROUP']);
const name = () => line({ max: 200 }).min(1);
const remoteId = () => line({ max: 200 }).min(1);

/** A group as employees are in it by its name, whoever states that: an HR system, a file or a directory. */
export const v1Group = z.object({
  id: z.uuid().describe('Stays when the group is renamed'),
  remote_id: z.string().nullable().describe('The id the HR system knows this group by'),
  name: z.string().describe('As it stands in `groups` of its employees; `GET /v1/employees?group=` lists them'),
  type: type.describe('`GROUP` where nobody said more'),
  member_count: z.number().int().describe('Employees in it, those taken out not counted'),
  managed_by: z
    .enum(['api', 'directory'])
    .describe(
      '`directory`: your directory provisions it through SCIM, as a group or as a department and the like, and it is changed there alone',
    ),
  remote_was_deleted: z.boolean().describe('Taken out, or nobody is in it any more and nobody stated it'),
  created_at: instantText,
  modified_at: instantText.describe('Also when somebody comes into it or leaves it'),
});
export type V1Group = z.infer<typeof v1Group>;

export const v1NewGroup = z.strictObject({
  name: name(),
  type: type.exactOptional(),
  remote_id: remoteId().nullable().exactOptional(),
});
export type V1NewGroup = z.output<typeof v1NewGroup>;

export const v1GroupChange = z.strictObject({
  name: name().exactOptional().describe('Its employees and the policies for it follow'),
  type: type.exactOptional(),
  remote_id: remoteId().nullable().exactOptional(),
});
export type V1GroupChange = z.output<typeof v1GroupChange>;

const some = () => z.array(z.uuid()).max(1_000).default([]);
export const v1GroupMembersChange = z
  .strictObject({ add: some(), remove: some() })
  .refine(({ add, remove }) => !add.some((id) => remove.includes(id)), {
    path: ['remove'],
    message: 'expected nobody who is in add too',
  });

export const v1ListGroupsQuery = z.object({
  name: name().optional(),
  remote_id: remoteId().optional(),
  type: type.optional(),
  modified_after: instantText.optional().describe('Changed after this moment, those taken out included'),
  include_deleted: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('With those that are no more; `modified_after` includes them anyway'),
  ...v1Paging,
});
export const v1GroupPage = v1PageOf(v1Group);
