import { createSmtpMailer } from '@throughline/mail/smtp/smtp-mailer.ts';

/** Rejects with what the mail server said, or that there is none. Sends nothing. */
export async function verifyMail({ smtpUrl }: { smtpUrl: string }): Promise<void> {
  const mailer = createSmtpMailer({ url: smtpUrl, from: 'throughline@localhost' });
  try {
    await mailer.verify();
  } finally {
    await mailer.close();
  }
}
