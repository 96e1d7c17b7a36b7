import type { PlanResponse } from '@throughline/contracts/pages/connection.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import type { AppContext } from './context.ts';

/** A manager's plan as their page shows it: every open conversation of theirs with its slot, and whether it waits. */
export function firstPlan(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, managerId }: { organizationId: string; managerId: string },
): Promise<PlanResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const connection = await connectionStore(tx).ofPerson(managerId);
    if (connection === null || connection.purpose !== 'organize') return { state: 'none', sendsAt: null, rows: [] };
    const open = await conversationViewStore(tx).all({ managerId, states: ['due', 'booked'] });
    const events = await eventStore(tx).wantedOf(open.map(({ id }) => id));
    const held = connection.planHeldUntil !== null && Temporal.Instant.compare(connection.planHeldUntil, now) > 0;
    return {
      state: held ? 'held' : 'sent',
      sendsAt: held ? (connection.planHeldUntil?.toString() ?? null) : null,
      rows: open.map(({ id, report, dueOn, explanation }) => {
        const event = events.find(({ conversationId }) => conversationId === id);
        return {
          conversationId: id,
          report: { id: report.id, displayName: report.displayName, timeZone: report.timeZone },
          dueOn: dueOn.toString(),
          slot: event ? { startsAt: event.startsAt.toString(), endsAt: event.endsAt.toString() } : null,
          explanation: [...explanation],
        };
      }),
    };
  });
}
