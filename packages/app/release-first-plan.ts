import { announcementStore } from '@throughline/db/announcement-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import type { AppContext } from './context.ts';

export type ReleasedPlan = {
  readonly invitations: number;
  /** Everybody is to have read the announcement first. */
  readonly isAnnouncedFirst?: true;
};

/** "Send now": the manager's first plan waits no longer. Answers how many invitations leave; pressing again sends nothing. */
export async function releaseFirstPlan(
  { db, clock, queue }: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId, managerId, actor }: { organizationId: string; managerId: string; actor: AuditActor },
): Promise<ReleasedPlan> {
  const now = clock.now();
  const released = await db.inOrganization(organizationId, async (tx) => {
    if ((await announcementStore(tx).invitationsFrom({ now })) !== null) return null;
    const connection = await connectionStore(tx).ofPerson(managerId);
    if (!connection) return [];
    const conversationIds = await eventStore(tx).release({ connectionId: connection.id, now });
    await connectionStore(tx).releasePlan(connection.id);
    if (conversationIds.length > 0) {
      await auditStore(tx).append({
        at: now,
        entry: {
          actor,
          action: 'plan.released',
          subjectKind: 'connection',
          subjectId: connection.id,
          details: { invitations: conversationIds.length },
        },
      });
    }
    return conversationIds;
  });
  if (released === null) return { invitations: 0, isAnnouncedFirst: true };
  for (const conversationId of released) {
    await queue.wake({ name: 'book-conversation', organizationId, conversationId });
  }
  return { invitations: released.length };
}
