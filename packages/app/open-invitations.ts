import { announcementStore } from '@throughline/db/announcement-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { mainCountry } from '@throughline/domain/launch/announced-to.ts';
import { invitationsFrom } from '@throughline/domain/launch/announced-ahead.ts';
import { peopleConcerned } from './announce-launch.ts';

/**
 * From when first invitations may leave: null where nothing holds them back, `not_yet` while mails of the announcement
 * are still to leave. Notes the moment once the last of them has.
 */
export async function openInvitations({
  tx,
  organization,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  now: Temporal.Instant;
}): Promise<Temporal.Instant | 'not_yet' | null> {
  const store = announcementStore(tx);
  const announcement = await store.read();
  if (announcement === null || announcement.announcedAt === null) return null;
  if (announcement.invitationsFrom !== null) return later(announcement.invitationsFrom, now);
  const { waiting, lastSentAt } = await store.progress();
  if (waiting > 0) return 'not_yet';
  const from = invitationsFrom({
    announcedAt: lastSentAt ?? now,
    timeZone: organization.timeZone,
    country: mainCountry(await peopleConcerned({ tx, organization, now })),
  });
  await store.openInvitations({ id: announcement.id, from });
  return later(from, now);
}

function later(from: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  return Temporal.Instant.compare(from, now) > 0 ? from : null;
}
