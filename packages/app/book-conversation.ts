import { eventLeaseStore } from '@throughline/db/event-lease-store.ts';
import { advanceEvent, type AdvanceContext, type AdvancedEvent } from './advance-event.ts';

/** More steps than any event has between being planned and standing. */
const mostSteps = 8;

/**
 * Brings the calendar to what one conversation wants there: its event sent, changed or cancelled. Safe to run twice
 * and by several at once; answers with what came of each of its events.
 */
export async function bookConversation(
  context: AdvanceContext,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<readonly AdvancedEvent[]> {
  const { db, clock } = context;
  const needing = await db.inOrganization(organizationId, (tx) =>
    eventLeaseStore(tx).needingStep({ now: clock.now(), wall: clock.wall(), onlyCancellations: false, conversationId }),
  );
  const results: AdvancedEvent[] = [];
  for (const { id: eventId } of needing) {
    let result: AdvancedEvent = 'on_its_way';
    for (let step = 0; result === 'on_its_way' && step < mostSteps; step += 1) {
      result = await advanceEvent(context, { organizationId, eventId });
    }
    results.push(result);
  }
  return results;
}
