import { coverageStore } from '@throughline/db/coverage-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { composeDigest } from './compose-digest.ts';
import type { AppContext } from './context.ts';
import { digestRecipients } from './digest-recipients.ts';
import { countCoverage } from './publish-coverage.ts';

export type PreviewedDigest =
  | { readonly kind: 'digest'; readonly digest: WeeklyDigest }
  | { readonly kind: 'not_a_recipient' }
  | { readonly kind: 'nothing_to_count' };

/** The digest as it would read if it were written now: by this week's snapshot where there is one. Stores nothing and sends nothing. */
export async function previewDigest(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<PreviewedDigest> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) return { kind: 'not_a_recipient' };
    const asOf = localDateOf({ instant: now, timeZone: organization.timeZone });
    const counted = await countCoverage({ tx, organizationId, asOf, now });
    if (counted === null) return { kind: 'nothing_to_count' };
    const recipients = await digestRecipients({ tx, today: asOf });
    const recipient = recipients.find(({ person }) => person.id === personId);
    if (recipient === undefined) return { kind: 'not_a_recipient' };
    const week = isoWeekOf(asOf);
    const earlier = await coverageStore(tx).snapshotsUpTo({ isoWeek: week, limit: 13 });
    // A week has one table: counted anew each day, two of them would differ by who came or went in between.
    const taken = earlier.find(({ isoWeek }) => isoWeek === week);
    const digest = composeDigest({
      recipient,
      snapshot: taken ?? counted.snapshot,
      earlier: earlier.filter(({ isoWeek }) => isoWeek < week),
      counted,
    });
    return digest === null ? { kind: 'nothing_to_count' } : { kind: 'digest', digest };
  });
}
