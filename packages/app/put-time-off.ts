import { randomUUIDv7 } from 'node:crypto';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { peopleStore, type StoredLeave } from '@throughline/db/people-store.ts';
import { timeOffStore } from '@throughline/db/time-off-store.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { organizationToday } from './organization-today.ts';

/**
 * States days somebody is away, by their first day: stated again, the last day is what was said last. What it does to a
 * date or a due date follows within a minute. Where a hold begins that day it stands as it is, and the leave takes the
 * name the hold was listed under: whoever states leave finds what they would find beside leave. Null where nobody here
 * has that id.
 */
export async function putTimeOff(
  context: Pick<AppContext, 'db' | 'queue' | 'clock'>,
  { organizationId, leave }: { organizationId: string; leave: Leave & { readonly externalId: string | null } },
): Promise<{ readonly kind: 'created' | 'stated'; readonly stored: StoredLeave } | null> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const people = peopleStore(tx);
      await people.lockForImport();
      if ((await people.byId(leave.personId)) === null) return null;
      const away = timeOffStore(tx, { on: await organizationToday({ tx, organizationId, now: context.clock.now() }) });
      const before = await away.startingOn(leave);
      const hold = before && (await exemptionStore(tx).byLeaveId(before.id));
      if (hold) await exemptionStore(tx).renameLeave({ id: hold.id, leaveId: randomUUIDv7(), listedFrom: null });
      await people.putLeaves([before ? { ...leave, id: before.id } : leave]);
      const stored = await away.startingOn(leave);
      if (stored === null) throw new Error('Leave that was just stored is not there');
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return { kind: before === null ? 'created' : 'stated', stored };
    },
  });
}
