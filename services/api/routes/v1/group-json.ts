import type { AppContext } from '@throughline/app/context.ts';
import type { ChangedGroup, GroupRefusal } from '@throughline/app/group-change.ts';
import type { GroupChange } from '@throughline/app/put-group.ts';
import { readGroup } from '@throughline/app/read-group.ts';
import type { V1Group, V1GroupChange } from '@throughline/contracts/v1/groups.ts';
import type { EmployeeGroup } from '@throughline/db/employee-group-store.ts';
import { ProblemError } from '../../http/problem-error.ts';

export function v1GroupOf(group: EmployeeGroup): V1Group {
  return {
    id: group.id,
    remote_id: group.remoteId,
    name: group.name,
    type: group.type,
    member_count: group.members,
    managed_by: group.byDirectory ? 'directory' : 'api',
    remote_was_deleted: group.isDeleted,
    created_at: group.createdAt.toString(),
    modified_at: group.updatedAt.toString(),
  };
}

export async function groupOf(
  context: Pick<AppContext, 'db'>,
  wanted: { organizationId: string; id: string },
): Promise<V1Group> {
  const group = await readGroup(context, wanted);
  if (group === null) throw new ProblemError({ name: 'not_found' });
  return v1GroupOf(group);
}

/** What an API client states, in our words; what it leaves out is left out. */
export function groupChangeOf({ name, type, remote_id }: V1GroupChange): GroupChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(remote_id === undefined ? {} : { remoteId: remote_id }),
  };
}

/** Of the group that was changed; refuses in words what could not be. */
export function changedGroupId(done: ChangedGroup): string {
  if (done.kind !== 'refused') return done.id;
  const { reason } = done;
  if (reason === 'not_found' || reason === 'changed_meanwhile') throw new ProblemError({ name: reason });
  throw new ProblemError({ name: 'conflict', detail: conflicts[reason] });
}

const conflicts: Readonly<Record<Exclude<GroupRefusal, 'not_found' | 'changed_meanwhile'>, string>> = {
  by_directory: 'Your directory provisions this group through SCIM: change it there.',
  name_taken: 'Another group has this name.',
  remote_id_taken: 'Another group has this remote_id.',
  is_audience: 'A policy or the pilot is for this group: publish it for somebody else first.',
};
