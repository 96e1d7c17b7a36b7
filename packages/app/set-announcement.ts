import { announcementStore } from '@throughline/db/announcement-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';

export type StatedAnnouncement = {
  /** Whose name it is in; null: the organisation's. */
  readonly sponsorEmail: string | null;
  readonly subject: string;
  readonly body: string;
};

export type SetAnnouncement =
  | { readonly kind: 'set' | 'removed' }
  | { readonly kind: 'refused'; readonly reason: 'sent' | 'unknown_sponsor' };

/** What the next launch is announced with; null leaves it out. What people have been sent is not changed any more. */
export async function setAnnouncement(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    announcement,
    actor,
  }: { organizationId: string; announcement: StatedAnnouncement | null; actor: AuditActor },
): Promise<SetAnnouncement> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = announcementStore(tx);
    const before = await store.lock();
    if (before !== null && before.announcedAt !== null) return { kind: 'refused', reason: 'sent' };
    const record = (action: string, id: string, sponsorId: string | null) =>
      auditStore(tx).append({
        at: now,
        entry: { actor, action, subjectKind: 'announcement', subjectId: id, details: { sponsor: sponsorId } },
      });
    if (announcement === null) {
      if (before === null) return { kind: 'removed' };
      await store.remove(before.id);
      await record('announcement.removed', before.id, before.sponsorId);
      return { kind: 'removed' };
    }
    const { sponsorEmail, subject, body } = announcement;
    const sponsor = sponsorEmail === null ? null : await peopleStore(tx).byEmail(sponsorEmail);
    if (sponsorEmail !== null && sponsor === null) return { kind: 'refused', reason: 'unknown_sponsor' };
    const sponsorId = sponsor?.id ?? null;
    const id = await store.put({ sponsorId, subject, body, now });
    await record('announcement.changed', id, sponsorId);
    return { kind: 'set' };
  });
}
