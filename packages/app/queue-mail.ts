import { createHash } from 'node:crypto';
import type { Transaction } from '@throughline/db/database.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import type { AppContext } from './context.ts';
import type { MailTemplate } from './ports/mail-content.ts';

export type QueuedMail = {
  /** Names the one occasion for this mail, such as `report-prep/<conversation>/<generation>`. */
  readonly dedupeKey: string;
  readonly template: MailTemplate;
  readonly recipient: { readonly id: string; readonly workEmail: string };
  /** Ids only: what the mail says is composed when it leaves. */
  readonly payload: Readonly<Record<string, string>>;
  /** Organisation time; now where it is left out. */
  readonly dueAt?: Temporal.Instant;
};

/**
 * Puts mails into the outbox, inside the transaction that gives them their reason. An occasion that has its mail
 * gets no second one. Answers with the dedupe keys that were new.
 */
export function queueMail(
  { publicUrl }: Pick<AppContext, 'publicUrl'>,
  {
    tx,
    organizationId,
    mails,
    now,
  }: { tx: Transaction; organizationId: string; mails: readonly QueuedMail[]; now: Temporal.Instant },
): Promise<readonly string[]> {
  return outboxStore(tx).add({
    now,
    mails: mails.map(({ recipient, dueAt, ...mail }) => ({
      ...mail,
      recipientId: recipient.id,
      toAddress: recipient.workEmail,
      messageId: messageIdOf({ organizationId, dedupeKey: mail.dedupeKey, publicUrl }),
      dueAt: dueAt ?? now,
    })),
  });
}

/** The same occasion, the same Message-ID (RFC 5322 §3.6.4), so that even a mail sent twice can be told to be one. */
function messageIdOf({
  organizationId,
  dedupeKey,
  publicUrl,
}: {
  organizationId: string;
  dedupeKey: string;
  publicUrl: string;
}): string {
  const digest = createHash('sha256').update(`${organizationId}\n${dedupeKey}`, 'utf8').digest('hex');
  return `<${digest.slice(0, 40)}@${new URL(publicUrl).hostname}>`;
}
