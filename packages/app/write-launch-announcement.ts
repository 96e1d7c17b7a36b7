import { announcementStore, type Announcement } from '@throughline/db/announcement-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { paragraphsOf } from '@throughline/domain/launch/default-announcement.ts';
import { pageUrls } from './mail-links.ts';
import { addressed, moot, type MailOccasion, type MailWriter, type MailWriting } from './mail-occasion.ts';
import type { LaunchAnnouncement } from './ports/mail-content.ts';

const lookAgain = { hours: 1 } as const;

/** The sponsor's words, to everybody a launch concerns. Taken back before it left, a launch is announced when it comes again. */
export const writeLaunchAnnouncement: MailWriter = async (context, occasion) => {
  const { tx, organization, now } = occasion;
  if (organization.state === 'draft') return { kind: 'later', dueAt: now.add(lookAgain) };
  const announcement = await announcementStore(tx).read();
  if (announcement === null) return moot('there is no announcement any more');
  return { kind: 'content', content: await announcementContent(context, { ...occasion, announcement }) };
};

/** What the mail says to one person; also what a preview shows. */
export async function announcementContent(
  context: Pick<MailWriting, 'publicUrl'>,
  {
    tx,
    announcement: { sponsorId, subject, body },
    ...to
  }: Pick<MailOccasion, 'recipient' | 'organization'> & {
    tx: Transaction;
    announcement: Pick<Announcement, 'sponsorId' | 'subject' | 'body'>;
  },
): Promise<LaunchAnnouncement> {
  const sponsor = sponsorId === null ? null : await peopleStore(tx).byId(sponsorId);
  return {
    template: 'launch-announcement',
    ...addressed(to),
    subject,
    paragraphs: paragraphsOf(body),
    sponsorName: sponsor?.displayName ?? null,
    aboutUrl: pageUrls(context).home(),
  };
}
