import { agendaStore } from '@throughline/db/agenda-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { firstCommonTime } from '@throughline/domain/launch/common-hour.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { laterDate } from '@throughline/domain/time/local-date.ts';
import { composeEvent } from './compose-event.ts';
import type { AppContext } from './context.ts';
import type { PairAtLaunch } from './launch-pairs.ts';

export type SampleInvitation = Pick<PairAtLaunch, 'report' | 'manager'> & {
  /** As it would be written into the manager's calendar and reach the report's, its time an example. */
  readonly draft: EventDraft;
};

/** Conversations have an address once they are open. */
const notYetOpen = '…';

/**
 * One real invitation, by the code that writes them all: of the first pair both of whom can be booked. The time is the
 * first that both are at work from the ideal day on; the real one is found in both calendars.
 */
export async function sampleInvitation(
  { publicUrl }: Pick<AppContext, 'publicUrl'>,
  {
    tx,
    pairs,
    leavesOf,
    today,
  }: {
    tx: Transaction;
    pairs: readonly PairAtLaunch[];
    leavesOf: ReadonlyMap<string, readonly Leave[]>;
    today: Temporal.PlainDate;
  },
): Promise<SampleInvitation | null> {
  for (const { report, manager, rules, dueOn } of pairs) {
    const from = laterDate(today, dueOn.subtract({ days: rules.idealDaysBeforeDue }));
    const slot = firstCommonTime({ manager, report, rules, from });
    if (slot === null) continue;
    const { draft } = composeEvent({
      conversation: { id: notYetOpen },
      manager,
      report,
      organizer: { accountEmail: manager.workEmail },
      slot,
      rules,
      held: await agendaStore(tx).held([report.id]),
      leaves: leavesOf.get(report.id) ?? [],
      chosen: null,
      today,
      publicUrl,
    });
    return { report, manager, draft };
  }
  return null;
}
