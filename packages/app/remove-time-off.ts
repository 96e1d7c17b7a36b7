import { peopleStore } from '@throughline/db/people-store.ts';
import { timeOffStore } from '@throughline/db/time-off-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

/** Somebody is not away after all. */
export async function removeTimeOff(
  context: Pick<AppContext, 'db' | 'queue'>,
  { organizationId, leaveId }: { organizationId: string; leaveId: string },
): Promise<'removed' | 'not_found'> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      if ((await timeOffStore(tx).byId(leaveId)) === null) return 'not_found';
      await people.removeLeaves([leaveId]);
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return 'removed';
    },
  });
}
