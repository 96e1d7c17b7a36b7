import { peopleStore, type StoredLeave } from '@throughline/db/people-store.ts';
import { timeOffStore } from '@throughline/db/time-off-store.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

/**
 * States days somebody is away, by their first day: stated again, the last day is what was said last. What it does to a
 * date or a due date follows within a minute. Null where nobody here has that id.
 */
export async function putTimeOff(
  context: Pick<AppContext, 'db' | 'queue'>,
  { organizationId, leave }: { organizationId: string; leave: Leave & { readonly externalId: string | null } },
): Promise<{ readonly kind: 'created' | 'stated'; readonly stored: StoredLeave } | null> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      if ((await people.byId(leave.personId)) === null) return null;
      const before = await timeOffStore(tx).startingOn(leave);
      await people.putLeaves([leave]);
      const stored = await timeOffStore(tx).startingOn(leave);
      if (stored === null) throw new Error('Leave that was just stored is not there');
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return { kind: before === null ? 'created' : 'stated', stored };
    },
  });
}
