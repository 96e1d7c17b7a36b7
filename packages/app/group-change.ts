import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { employeeGroupStore, type EmployeeGroup } from '@throughline/db/employee-group-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

export type GroupContext = Pick<AppContext, 'db' | 'clock' | 'queue'>;

export type GroupRefusal =
  | 'not_found'
  /** A directory provisions it, and it is changed there alone. */
  | 'by_directory'
  /** Another group bears the name. */
  | 'name_taken'
  /** Another group has the id of the HR system. */
  | 'remote_id_taken'
  /** A policy, or the pilot, is for it. */
  | 'is_audience'
  /** Changed since the caller looked. */
  | 'changed_meanwhile';

export type ChangedGroup =
  | { readonly kind: 'created' | 'changed'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: GroupRefusal };

export type GroupGiven = {
  readonly organizationId: string;
  readonly actor: AuditActor;
  /** Asked while nobody else can change the group: whether the caller saw it as it still is. */
  readonly isCurrent?: (context: GroupContext) => Promise<boolean>;
};

export type GroupWork = {
  readonly tx: Transaction;
  readonly now: Temporal.Instant;
  readonly audit: (entry: {
    readonly action: string;
    readonly id: string;
    readonly details?: Readonly<Record<string, number>>;
  }) => Promise<void>;
};

/**
 * One change of an API client's to groups, in one transaction, never beside an import or a directory's change of the same
 * organisation's people. Who is asked for a conversation, and when, is looked at again at once.
 */
export async function changeGroups(
  context: GroupContext,
  { organizationId, actor }: GroupGiven,
  work: (given: GroupWork, joined: GroupContext) => Promise<ChangedGroup>,
): Promise<ChangedGroup> {
  const now = context.clock.now();
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      await peopleStore(tx).lockForImport();
      const audit: GroupWork['audit'] = ({ action, id, details = {} }) =>
        auditStore(tx).append({
          at: now,
          entry: { actor, action, subjectKind: 'group', subjectId: id, details },
        });
      const done = await work({ tx, now, audit }, joined);
      if (done.kind !== 'refused')
        await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return done;
    },
  });
}

/** The group an API client is about to change, or why it may not. */
export async function changeableGroup(
  { tx, joined }: { tx: Transaction; joined: GroupContext },
  { id, isCurrent }: Pick<GroupGiven, 'isCurrent'> & { readonly id: string },
): Promise<EmployeeGroup | GroupRefusal> {
  const group = await employeeGroupStore(tx).byId(id);
  if (group === null || group.isDeleted) return 'not_found';
  if (isCurrent && !(await isCurrent(joined))) return 'changed_meanwhile';
  return group.byDirectory ? 'by_directory' : group;
}

export function refusedGroup(reason: GroupRefusal): ChangedGroup {
  return { kind: 'refused', reason };
}
