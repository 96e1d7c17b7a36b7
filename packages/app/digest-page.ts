import type { DigestMail, DigestPage } from '@throughline/contracts/pages/digest.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { MailRhythm } from '@throughline/domain/reminders/mail-rhythm.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { digestRecipients } from './digest-recipients.ts';
import { withPicturesInside } from './pictures-inside.ts';
import type { RenderedMail } from './ports/mail-content.ts';
import { previewDigest, renderDigest, type PreviewContext } from './preview-digest.ts';
import { setMailRhythm } from './set-mail-rhythm.ts';
import type { Viewer } from './viewer.ts';

const template = 'weekly-digest';
/** Two years of Mondays. */
const archiveLimit = 104;

/**
 * This week's mail of one recipient, and for oneself the earlier ones and how often they come. HR and administrators may
 * look at others'; to everybody else there is nobody but themselves. Null where there is no such person to look at.
 */
export async function digestPage(
  context: PreviewContext,
  { viewer, personId = viewer.person.id }: { viewer: Viewer; personId?: string | undefined },
): Promise<DigestPage | null> {
  const { organizationId, roles } = viewer;
  const isOwn = personId === viewer.person.id;
  const seesOthers = roles.has('hr') || roles.has('administrator');
  if (!isOwn && !seesOthers) return null;
  const previewed = await previewDigest(context, { organizationId, personId, readerId: viewer.person.id });
  if (!isOwn && previewed.kind === 'not_a_recipient') return null;
  return context.db.inOrganization(organizationId, async (tx) => {
    const person = await peopleStore(tx).byId(personId);
    const organization = await organizationStore(tx).byId(organizationId);
    if (person === null || organization === null) return null;
    const today = localDateOf({ instant: context.clock.now(), timeZone: organization.timeZone });
    const earlier = isOwn ? await digestStore(tx).allOf({ recipientId: personId, limit: archiveLimit }) : [];
    const thisWeek = previewed.kind === 'digest' ? previewed.digest.week : null;
    return {
      person: { id: personId, name: person.displayName },
      is_own: isOwn,
      recipients: seesOthers
        ? (await digestRecipients({ tx, today }))
            .map((recipient) => ({ id: recipient.person.id, name: recipient.person.displayName }))
            .toSorted((a, b) => a.name.localeCompare(b.name))
        : [],
      this_week:
        previewed.kind === 'digest'
          ? {
              ...shown(previewed),
              written: previewed.written,
              managers_left_out: previewed.managersLeftOut,
            }
          : null,
      none_because: previewed.kind === 'digest' ? null : previewed.kind,
      rhythm: isOwn ? await mailOptOutStore(tx).rhythmOf({ personId, template }) : null,
      earlier: earlier
        .filter(({ digest }) => digest.week !== thisWeek)
        .map(({ digest: { week, asOf, subject, verdict } }) => ({ week, as_of: asOf.toString(), subject, verdict })),
    };
  });
}

/** One's own digest of a week, as it was written; null where there is none. */
export async function earlierDigest(
  context: PreviewContext,
  { viewer: { organizationId, person }, week }: { viewer: Viewer; week: string },
): Promise<DigestMail | null> {
  const found = await context.db.inOrganization(organizationId, async (tx) => {
    const stored = await digestStore(tx).ofWeek({ recipientId: person.id, isoWeek: week });
    const recipient = await peopleStore(tx).byId(person.id);
    const organization = await organizationStore(tx).byId(organizationId);
    return stored && recipient && organization && { digest: stored.digest, recipient, organization };
  });
  if (found === null) return null;
  const { digest, recipient, organization } = found;
  return shown({
    digest,
    mail: await renderDigest(context, { digest, recipient: { person: recipient }, organization }),
  });
}

/** How often one wants it from now on. */
export async function setDigestRhythm(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { viewer: { organizationId, person }, rhythm }: { viewer: Viewer; rhythm: MailRhythm },
): Promise<void> {
  const now = clock.now();
  await db.inOrganization(organizationId, (tx) =>
    setMailRhythm({ tx, personId: person.id, mail: template, rhythm, now }),
  );
}

function shown({ digest, mail }: { digest: WeeklyDigest; mail: RenderedMail }): DigestMail {
  return {
    week: digest.week,
    as_of: digest.asOf.toString(),
    subject: mail.subject,
    html: withPicturesInside(mail),
    text: mail.text,
  };
}
