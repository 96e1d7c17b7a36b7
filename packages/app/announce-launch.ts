import { announcementStore, announcementTemplate } from '@throughline/db/announcement-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { announcedTo } from '@throughline/domain/launch/announced-to.ts';
import { hasAddress } from '@throughline/domain/people/work-address.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { queueMail } from './queue-mail.ts';

type Launched = Pick<Organization, 'id' | 'timeZone' | 'pilotAudience'>;

/**
 * Within the launch that gives it its reason: one mail to each person it concerns who has had none, and no first
 * invitation until they have left and three working days have passed. Answers how many; 0 without an announcement.
 */
export async function announceLaunch(
  context: Pick<AppContext, 'publicUrl'>,
  {
    tx,
    organization,
    actor,
    now,
  }: { tx: Transaction; organization: Launched; actor: AuditActor; now: Temporal.Instant },
): Promise<number> {
  const store = announcementStore(tx);
  const announcement = await store.lock();
  if (announcement === null) return 0;
  const people = await peopleConcerned({ tx, organization, now });
  const queued = await queueMail(context, {
    tx,
    organizationId: organization.id,
    mails: people.filter(hasAddress).map((recipient) => ({
      dedupeKey: `${announcementTemplate}/${recipient.id}`,
      template: announcementTemplate,
      recipient,
      payload: {},
    })),
    now,
  });
  if (queued.length === 0) return 0;
  await store.announce({ id: announcement.id, now });
  await auditStore(tx).append({
    at: now,
    entry: {
      actor,
      action: 'announcement.sent',
      subjectKind: 'announcement',
      subjectId: announcement.id,
      details: { people: queued.length },
    },
  });
  return queued.length;
}

/** Everybody a launch for this organisation's audience would be announced to. */
export async function peopleConcerned({
  tx,
  organization: { timeZone, pilotAudience },
  now,
}: {
  tx: Transaction;
  organization: Launched;
  now: Temporal.Instant;
}): Promise<readonly StoredPerson[]> {
  return announcedTo({
    people: await peopleStore(tx).all(),
    lines: await reportingLineStore(tx).all(),
    audience: pilotAudience ?? { kind: 'everyone' },
    on: localDateOf({ instant: now, timeZone }),
  });
}
