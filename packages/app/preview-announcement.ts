import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import type { RenderedMail } from './ports/mail-content.ts';
import type { StatedAnnouncement } from './set-announcement.ts';
import { announcementContent } from './write-launch-announcement.ts';

/** The mail a text would become, as its reader would get it; null where nobody has the sponsor's address. Stores and sends nothing. */
export async function previewAnnouncement(
  context: Pick<AppContext, 'db' | 'publicUrl' | 'renderMail'>,
  {
    organizationId,
    readerId,
    announcement: { sponsorEmail, ...text },
  }: { organizationId: string; readerId: string; announcement: StatedAnnouncement },
): Promise<RenderedMail | null> {
  const content = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const recipient = await peopleStore(tx).byId(readerId);
    if (organization === null || recipient === null) throw new Error(`Nobody reads for ${organizationId}`);
    const sponsor = sponsorEmail === null ? null : await peopleStore(tx).byEmail(sponsorEmail);
    if (sponsorEmail !== null && sponsor === null) return null;
    const announcement = { ...text, sponsorId: sponsor?.id ?? null };
    return announcementContent(context, { tx, organization, recipient, announcement });
  });
  return content && context.renderMail({ content, unsubscribeUrl: null });
}
