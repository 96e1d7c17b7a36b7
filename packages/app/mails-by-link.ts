import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import type { MailRhythm } from '@throughline/domain/reminders/mail-rhythm.ts';
import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import { isRecurringMail, rhythmsOf, type RecurringMail } from './recurring-mails.ts';
import { setMailRhythm } from './set-mail-rhythm.ts';

type LinkContext = Pick<AppContext, 'db' | 'clock' | 'keyring'>;

type NoLonger = { readonly kind: 'expired' } | { readonly kind: 'invalid' };
export type MailsByLink =
  | NoLonger
  | {
      readonly kind: 'known';
      readonly mail: RecurringMail;
      readonly rhythm: MailRhythm;
      readonly offered: readonly MailRhythm[];
    };

/** What the link at the foot of a recurring mail is about, and how often its recipient has it. Changes nothing. */
export async function mailsByLink(context: LinkContext, { token }: { token: string }): Promise<MailsByLink> {
  const link = read(context, token);
  if (link.kind !== 'ok') return link;
  const { organizationId, personId, mail } = link;
  const rhythm = await context.db.inOrganization(organizationId, (tx) =>
    mailOptOutStore(tx).rhythmOf({ personId, template: mail }),
  );
  return { kind: 'known', mail, rhythm, offered: rhythmsOf(mail) };
}

/** Behind the same link: how often its recipient wants that mail. Taking it back is the same with another rhythm. */
export async function setMailsByLink(
  context: LinkContext,
  { token, rhythm }: { token: string; rhythm: MailRhythm },
): Promise<MailsByLink | { readonly kind: 'not_offered' }> {
  const link = read(context, token);
  if (link.kind !== 'ok') return link;
  const { organizationId, personId, mail } = link;
  const offered = rhythmsOf(mail);
  if (!offered.includes(rhythm)) return { kind: 'not_offered' };
  const now = context.clock.now();
  await context.db.inOrganization(organizationId, (tx) => setMailRhythm({ tx, personId, mail, rhythm, now }));
  return { kind: 'known', mail, rhythm, offered };
}

function read(
  { clock, keyring }: Pick<LinkContext, 'clock' | 'keyring'>,
  token: string,
): NoLonger | { kind: 'ok'; organizationId: string; personId: string; mail: RecurringMail } {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.stopMails, now: clock.now() });
  if (link.kind === 'expired') return { kind: 'expired' };
  if (link.kind !== 'ok' || !isRecurringMail(link.claims.subjectId)) return { kind: 'invalid' };
  const { organizationId, personId, subjectId } = link.claims;
  return { kind: 'ok', organizationId, personId, mail: subjectId };
}
