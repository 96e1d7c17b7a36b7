import type { Handover, Mailer, OutgoingMail } from '@throughline/app/ports/mailer.ts';
import { createTransport } from 'nodemailer';
import type { NodemailerError, SendMailOptions } from 'nodemailer';
import { outcomeOfFailure } from './delivery-outcome.ts';
import { holdUntilHandover } from './hold-until-handover.ts';
import type { MessageHold } from './hold-until-handover.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 60_000;
// An id made from anything but our own ids could break its header when folded.
const MESSAGE_ID = /^<[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>$/;

export type SmtpMailer = Mailer & {
  /** Whether the server can be reached and takes our credentials; rejects with the reason. */
  readonly verify: () => Promise<void>;
  /** Waits for the mails under way, then closes the connections. */
  readonly close: () => Promise<void>;
};

type HandedMail = Parameters<Mailer['send']>[0];
type HeldMail = SendMailOptions & { readonly messageHold: MessageHold };

/**
 * A mailer over a few pooled connections. `url` is `smtp://` or `smtps://`, with credentials and nodemailer's options
 * in its query; `from` is the From header, as in `Throughline <throughline@acme.example>`. When `onHandover` rejects,
 * nothing is sent and `send` rejects with its error; what the server or the network says is the returned outcome.
 */
export function createSmtpMailer({ url, from }: { url: string; from: string }): SmtpMailer {
  const transport = createTransport({
    url,
    pool: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // Enough to replace a kept connection that the server has closed meanwhile; more patience is the outbox's.
    maxRequeues: 1,
  });
  transport.use('stream', (mail, done) => {
    const { messageHold } = mail.data as HeldMail;
    mail.message.processFunc((message) => messageHold.hold(message));
    done();
  });
  const underWay = new Set<Promise<Handover>>();

  async function deliver({ onHandover, ...mail }: HandedMail): Promise<Handover> {
    const messageHold = holdUntilHandover(onHandover);
    const held: HeldMail = { ...compose({ mail, from }), messageHold };
    try {
      await transport.sendMail(held);
      return { kind: 'accepted' };
    } catch (error) {
      const handedOver = messageHold.released();
      await messageHold.settled();
      if (!isNodemailerError(error)) throw error;
      return outcomeOfFailure({ error, handedOver });
    }
  }

  return {
    send: async (mail) => {
      const delivery = deliver(mail);
      underWay.add(delivery);
      return await delivery.finally(() => underWay.delete(delivery));
    },
    verify: async () => {
      await transport.verify();
    },
    close: async () => {
      await Promise.allSettled(underWay);
      transport.close();
    },
  };
}

function compose({ mail, from }: { mail: OutgoingMail; from: string }): SendMailOptions {
  if (!MESSAGE_ID.test(mail.messageId)) throw new TypeError(`Not a Message-ID: ${JSON.stringify(mail.messageId)}`);
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    attachments: (mail.pictures ?? []).map(({ id, png }) => ({
      cid: id,
      filename: `${id.slice(0, id.indexOf('@'))}.png`,
      content: Buffer.from(png),
      contentType: 'image/png',
      contentDisposition: 'inline',
    })),
    messageId: mail.messageId,
    date: new Date(mail.date.epochMilliseconds),
    headers: {
      // Keeps absence notes and autoresponders from answering (RFC 3834; the second is Exchange's own).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(mail.listUnsubscribe === null ? {} : unsubscribeHeaders(mail.listUnsubscribe)),
    },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

// Given as prepared because a folded List-Unsubscribe breaks DKIM at some receivers; `href` percent-encodes line
// breaks and angle brackets, which prepared values are not cleaned of.
function unsubscribeHeaders(url: string) {
  return {
    'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${new URL(url).href}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function isNodemailerError(error: unknown): error is NodemailerError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
