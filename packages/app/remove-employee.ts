import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

/**
 * The HR system takes somebody out: they count as departed from now on. What took place stays, and lists say that they
 * were taken out until the HR system states them again. Twice is as good as once.
 */
export async function removeEmployee(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId, personId, actor }: { organizationId: string; personId: string; actor: AuditActor },
): Promise<'removed' | 'not_found'> {
  const now = context.clock.now();
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      if ((await people.byId(personId)) === null) return 'not_found';
      if (await people.remove({ id: personId, now })) {
        const entry = { actor, action: 'employee.removed', subjectKind: 'person', subjectId: personId, details: {} };
        await auditStore(tx).append({ at: now, entry });
        await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      }
      return 'removed';
    },
  });
}
