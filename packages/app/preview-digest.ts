import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { composeDigest } from './compose-digest.ts';
import type { AppContext } from './context.ts';
import { digestRecipients, type DigestRecipient } from './digest-recipients.ts';
import { loadDigestWeek, mailedInWeekOf } from './digest-week.ts';
import { pageUrls } from './mail-links.ts';
import type { RenderedMail } from './ports/mail-content.ts';
import { countCoverage } from './publish-coverage.ts';

export type PreviewedDigest =
  | {
      readonly kind: 'digest';
      readonly digest: WeeklyDigest;
      readonly mail: RenderedMail;
      /** Written already, and so what was or is being mailed. */
      readonly written: boolean;
      /** The reader is somebody else, so the counts of the recipient's own managers are not in it. */
      readonly managersLeftOut: boolean;
    }
  | { readonly kind: 'not_a_recipient' }
  | { readonly kind: 'nothing_to_count' };

export type PreviewContext = Pick<AppContext, 'db' | 'clock' | 'publicUrl' | 'renderMail'>;

/**
 * This week's digest as its recipient gets it: the one that was written, else as it would be written now. Stores nothing
 * and sends nothing. Managers are named to their own boss alone, whoever else looks at the mail.
 */
export async function previewDigest(
  context: PreviewContext,
  { organizationId, personId, readerId }: { organizationId: string; personId: string; readerId: string | null },
): Promise<PreviewedDigest> {
  const now = context.clock.now();
  const found = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) return { kind: 'not_a_recipient' } as const;
    return thisWeeks({ tx, organization, personId, now });
  });
  if (found.kind !== 'digest') return found;
  const managersLeftOut = readerId !== personId && found.digest.managers.length > 0;
  const digest = managersLeftOut ? { ...found.digest, managers: [] } : found.digest;
  const mail = await renderDigest(context, { ...found, digest });
  return { kind: 'digest', digest, mail, written: found.written, managersLeftOut };
}

/** A digest as a mail. Its link for stopping it leads to the signed-in page: a link of the mail's own is for its recipient alone. */
export function renderDigest(
  context: Pick<PreviewContext, 'publicUrl' | 'renderMail'>,
  {
    digest,
    recipient: { person },
    organization,
  }: { digest: WeeklyDigest; recipient: Pick<DigestRecipient, 'person'>; organization: Organization },
): Promise<RenderedMail> {
  const urls = pageUrls(context);
  return Promise.resolve(
    context.renderMail({
      content: {
        template: 'weekly-digest',
        givenName: person.givenName,
        organizationName: organization.name,
        digest,
        coverageUrl: urls.coverage(),
        digestUrl: urls.digest(),
      },
      unsubscribeUrl: urls.digest(),
    }),
  );
}

async function thisWeeks({
  tx,
  organization,
  personId,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  personId: string;
  now: Temporal.Instant;
}) {
  const today = localDateOf({ instant: now, timeZone: organization.timeZone });
  const everybody = await digestRecipients({ tx, today });
  const recipient = everybody.find(({ person }) => person.id === personId);
  if (recipient === undefined) return { kind: 'not_a_recipient' } as const;
  const stored = await digestStore(tx).ofWeek({ recipientId: personId, isoWeek: isoWeekOf(today) });
  if (stored !== null) {
    return { kind: 'digest', digest: stored.digest, recipient, organization, written: true } as const;
  }
  const counted = await countCoverage({ tx, organizationId: organization.id, asOf: today, now });
  if (counted === null) return { kind: 'nothing_to_count' } as const;
  // The week's figures are taken once: looking at another time shows no others.
  const snapshot = (await coverageStore(tx).snapshotOf(isoWeekOf(today))) ?? counted.snapshot;
  const mailed = await mailedInWeekOf({ tx, monday: mondayOf(today), everybody });
  const week = await loadDigestWeek({ tx, snapshot, mailed, counted });
  const digest = composeDigest({ recipient, week });
  if (digest === null) return { kind: 'nothing_to_count' } as const;
  return { kind: 'digest', digest, recipient, organization, written: false } as const;
}
