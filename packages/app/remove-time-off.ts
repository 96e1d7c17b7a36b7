import { randomUUIDv7 } from 'node:crypto';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { timeOffStore } from '@throughline/db/time-off-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { organizationToday } from './organization-today.ts';

/**
 * Somebody is not away after all. A hold is HR's to lift: taken back here it is answered like leave and listed no more
 * that day, and stands. From the next day on it is listed under another name, as leave is that HR's file states again.
 */
export async function removeTimeOff(
  context: Pick<AppContext, 'db' | 'queue' | 'clock'>,
  { organizationId, leaveId }: { organizationId: string; leaveId: string },
): Promise<'removed' | 'not_found'> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      const today = await organizationToday({ tx, organizationId, now: context.clock.now() });
      if ((await timeOffStore(tx, { on: today }).byId(leaveId)) === null) return 'not_found';
      await people.removeLeaves([leaveId]);
      const hold = await exemptionStore(tx).byLeaveId(leaveId);
      if (hold !== null) {
        const listedFrom = today.add({ days: 1 });
        await exemptionStore(tx).renameLeave({ id: hold.id, leaveId: randomUUIDv7(), listedFrom });
      }
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return 'removed';
    },
  });
}
