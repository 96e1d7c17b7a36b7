import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { workingMorningFrom } from '@throughline/domain/people/working-pattern.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import { isBefore, localDateOf } from '@throughline/domain/time/local-date.ts';
import { composeDigest } from './compose-digest.ts';
import type { AppContext } from './context.ts';
import { digestRecipients } from './digest-recipients.ts';
import type { DigestRecipient } from './digest-recipients.ts';
import { loadDigestWeek, mailedInWeekOf } from './digest-week.ts';
import { isServed } from './is-served.ts';
import { mailRecipient } from './mail-recipient.ts';
import { organizationPolicy } from './organization-policy.ts';
import { countCoverage } from './publish-coverage.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Writes this week's digest for every recipient whose working week has begun in their own zone, and queues its mail in
 * the same transaction: one for each recipient and ISO week, whatever crashes. Answers how many were new.
 */
export async function sendWeeklyDigest(
  context: Pick<AppContext, 'db' | 'clock' | 'publicUrl' | 'queue'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = context.clock.now();
  const sent = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    const everybody = await digestRecipients({ tx, today });
    const due = await dueRecipients({ tx, organization, everybody, now });
    let written = 0;
    for (const [monday, recipients] of Map.groupBy(due, ({ monday }) => monday.toString())) {
      const week = Temporal.PlainDate.from(monday);
      written += await writeDigests(context, { tx, organizationId, monday: week, recipients, everybody, now });
    }
    return written;
  });
  if (sent > 0) await context.queue.wake({ name: 'relay-outbox', organizationId });
  return sent;
}

type DueRecipient = DigestRecipient & { readonly monday: Temporal.PlainDate };

/**
 * Those whose office week has begun and who have no digest for it; leave does not hold it back. Weeks that began before
 * the launch have none.
 */
async function dueRecipients({
  tx,
  organization,
  everybody,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  everybody: readonly DigestRecipient[];
  now: Temporal.Instant;
}): Promise<readonly DueRecipient[]> {
  const policy = organizationPolicy(await policyStore(tx).all());
  if (policy === null) return [];
  const begun = everybody.flatMap((recipient) => {
    const { person } = recipient;
    const { workingPattern } = mailRecipient({ person, leaves: [], policy, timeZone: organization.timeZone });
    const monday = mondayOf(localDateOf({ instant: now, timeZone: workingPattern.timeZone }));
    const sendAt = workingMorningFrom({ ...workingPattern, date: monday });
    if (sendAt === null || Temporal.Instant.compare(now, sendAt) < 0) return [];
    if (organization.launchedOn !== null && isBefore(monday, organization.launchedOn)) return [];
    return [{ ...recipient, monday }];
  });
  const weeks = [...new Set(begun.map(({ monday }) => isoWeekOf(monday)))];
  const having = new Map<string, ReadonlySet<string>>();
  for (const week of weeks) having.set(week, await digestStore(tx).recipientsOf(week));
  return begun.filter(({ person, monday }) => !having.get(isoWeekOf(monday))?.has(person.id));
}

/** A week whose mail the recipient does not want is written all the same: their page keeps it. */
async function writeDigests(
  context: Pick<AppContext, 'publicUrl'>,
  {
    tx,
    organizationId,
    monday,
    recipients,
    everybody,
    now,
  }: {
    tx: Transaction;
    organizationId: string;
    monday: Temporal.PlainDate;
    recipients: readonly DigestRecipient[];
    everybody: readonly DigestRecipient[];
    now: Temporal.Instant;
  },
): Promise<number> {
  const counted = await countCoverage({ tx, organizationId, asOf: monday, now });
  if (counted === null) return 0;
  const coverage = coverageStore(tx);
  await coverage.addSnapshot(counted.snapshot, counted.memory);
  const snapshot = (await coverage.snapshotOf(isoWeekOf(monday))) ?? counted.snapshot;
  const mailed = await mailedInWeekOf({ tx, monday, everybody });
  const mailedIds = new Set(mailed.map(({ person }) => person.id));
  const week = await loadDigestWeek({ tx, snapshot, mailed, counted });
  let written = 0;
  for (const recipient of recipients) {
    const digest = composeDigest({ recipient, week });
    if (digest === null) continue;
    const digestId = await digestStore(tx).add({ recipientId: recipient.person.id, digest, now });
    if (digestId === null) continue;
    written += 1;
    if (!mailedIds.has(recipient.person.id)) continue;
    await queueMail(context, {
      tx,
      organizationId,
      now,
      mails: [
        {
          dedupeKey: `weekly_digest.${recipient.person.id}.${digest.week}`,
          template: 'weekly-digest',
          recipient: recipient.person,
          payload: { digestId },
        },
      ],
    });
  }
  return written;
}
