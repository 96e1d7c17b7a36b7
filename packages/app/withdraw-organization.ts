import type { AuditActor } from '@throughline/db/audit-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { unbook } from '@throughline/domain/conversation/conversation.ts';
import { changeOrganizationState, type StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';

/**
 * Takes the launch back: every event still to come is cancelled in the calendars, and nothing else leaves until the
 * organisation is launched again. Conversations keep their due dates.
 */
export async function withdrawOrganization(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, actor }: { organizationId: string; actor: AuditActor },
): Promise<{ readonly kind: 'withdrawn'; readonly cancelledEvents: number } | StateRefusal> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const changed = await changeOrganizationState({
      tx,
      organizationId,
      action: 'organization.withdrawn',
      actor,
      now,
      decide: (organization) => ({
        ...organization,
        state: 'draft',
        stateBeforePause: null,
        pilotAudience: null,
        formerPilotAudience: null,
      }),
    });
    if ('kind' in changed) return changed;
    return { kind: 'withdrawn', cancelledEvents: await cancelFutureEvents({ tx, now }) };
  });
}

async function cancelFutureEvents({ tx, now }: { tx: Transaction; now: Temporal.Instant }): Promise<number> {
  const conversations = conversationStore(tx);
  const wanted = await eventStore(tx).wantedAfter(now);
  const affected = await conversations.byIds(wanted.map((event) => event.conversationId));
  const changes = affected.flatMap((before) => {
    const unbooked = unbook({ conversation: before, reason: 'withdrawn', actor: 'hr', now });
    return unbooked.kind === 'changed' ? [{ before, after: unbooked.next, history: unbooked.history }] : [];
  });
  await conversations.saveAll({ changes, now });
  return (await eventStore(tx).wantCancelled({ conversationIds: wanted.map((event) => event.conversationId), now }))
    .length;
}
