import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { LeasedMail } from '@throughline/db/outbox-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { hasAddress } from '@throughline/domain/people/work-address.ts';
import type { AppContext } from './context.ts';
import { stopMailsUrl } from './mail-links.ts';
import { moot } from './mail-occasion.ts';
import type { MailWriter, WrittenMail } from './mail-occasion.ts';
import type { MailTemplate } from './ports/mail-content.ts';
import type { OutgoingMail } from './ports/mailer.ts';
import { isRecurringMail } from './recurring-mails.ts';
import { writeAvailabilityRequest } from './write-availability-request.ts';
import { writeConnectRequest } from './write-connect-request.ts';
import { writeConversationMail } from './write-conversation-mail.ts';
import { writeDateQuestion } from './write-date-question.ts';
import { writeDigestMail } from './write-digest-mail.ts';
import { writeLaunchAnnouncement } from './write-launch-announcement.ts';
import { writeMondayMail } from './write-monday-mail.ts';
import { writeNudges } from './write-nudges.ts';
import { writePlanPreview } from './write-plan-preview.ts';
import { writeReconnectNotice } from './write-reconnect-notice.ts';
import { writeSignInLink } from './write-sign-in-link.ts';
import { writeWebhookNotice } from './write-webhook-notice.ts';

export type ComposeContext = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'renderMail' | 'keyring' | 'publicUrl'>;

type Unwritten = Exclude<WrittenMail, { kind: 'content' }>;

export type ComposedMail = Unwritten | { readonly kind: 'ready'; readonly outgoing: OutgoingMail };

const writers: Readonly<Record<MailTemplate, MailWriter>> = {
  'connect-request': writeConnectRequest,
  'availability-request': writeAvailabilityRequest,
  'date-question': writeDateQuestion,
  'plan-preview': writePlanPreview,
  'report-prep': writeConversationMail,
  'manager-prep': writeConversationMail,
  'confirmation-ask': writeConversationMail,
  'monday-mail': writeMondayMail,
  nudges: writeNudges,
  'weekly-digest': writeDigestMail,
  'reconnect-notice': writeReconnectNotice,
  'webhook-notice': writeWebhookNotice,
  'sign-in-link': writeSignInLink,
  'launch-announcement': writeLaunchAnnouncement,
};

/** What a mail says as things stand now; or that nobody needs it any more. */
export async function composeMail(
  context: ComposeContext,
  { organizationId, mail }: { organizationId: string; mail: LeasedMail },
): Promise<ComposedMail> {
  const now = context.clock.now();
  const written = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    const recipient = mail.recipientId === null ? null : await peopleStore(tx).byId(mail.recipientId);
    const on = localDateOf({ instant: now, timeZone: recipient?.timeZone ?? organization.timeZone });
    if (recipient === null || hasLeft({ person: recipient, on })) return moot('nobody is there');
    if (!hasAddress(recipient)) return moot('no address is known');
    const rhythm = await mailOptOutStore(tx).rhythmOf({ personId: recipient.id, template: mail.template });
    if (rhythm === 'none') return moot('the recipient stopped these mails');
    const answer = await writerOf(mail.template)(context, { tx, organization, recipient, mail, now });
    return answer.kind === 'content' ? { ...answer, to: recipient } : answer;
  });
  if (written.kind !== 'content') return written;

  const { to, content } = written;
  const { template } = content;
  const listUnsubscribe = isRecurringMail(template)
    ? stopMailsUrl(context, { organizationId, personId: to.id, template, now })
    : null;
  const rendered = await context.renderMail({ content, unsubscribeUrl: listUnsubscribe });
  return {
    kind: 'ready',
    outgoing: {
      to: { name: to.displayName, address: to.workEmail },
      ...rendered,
      messageId: mail.messageId,
      date: now,
      listUnsubscribe,
    },
  };
}

function writerOf(template: string): MailWriter {
  const writer = (writers as Readonly<Record<string, MailWriter | undefined>>)[template];
  if (writer === undefined) throw new Error(`There is no mail called ${template}`);
  return writer;
}
