import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { timeOffStore } from '@throughline/db/time-off-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

/** Somebody is not away after all. A hold goes as leave does, and that it went is on record. */
export async function removeTimeOff(
  context: Pick<AppContext, 'db' | 'queue' | 'clock'>,
  { organizationId, leaveId, actor }: { organizationId: string; leaveId: string; actor: AuditActor },
): Promise<'removed' | 'not_found'> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      if ((await timeOffStore(tx).byId(leaveId)) === null) return 'not_found';
      await people.removeLeaves([leaveId]);
      const hold = await exemptionStore(tx).byLeaveId(leaveId);
      if (hold !== null) {
        await exemptionStore(tx).remove(hold.id);
        const entry = { actor, action: 'exemption.lifted', subjectKind: 'exemption', subjectId: hold.id, details: {} };
        await auditStore(tx).append({ at: context.clock.now(), entry });
      }
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return 'removed';
    },
  });
}
