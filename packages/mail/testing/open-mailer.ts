import type { OutgoingMail } from '@throughline/app/ports/mailer.ts';
import { onTestFinished } from 'vitest';
import { createSmtpMailer } from '../smtp/smtp-mailer.ts';
import { openInbox } from './inbox.ts';

export const ordinaryMail: OutgoingMail = {
  to: { name: 'Ana Ruiz', address: 'ana@acme.example' },
  subject: 'Your career conversation with Ben, 3 December',
  html: '<p>Hello Ana</p>',
  text: 'Hello Ana',
  messageId: '<report-prep.0199f0a4.1@throughline.acme.example>',
  date: Temporal.Instant.from('2026-11-26T09:00:00Z'),
  listUnsubscribe: null,
};

/** A mailer that is closed with its test. */
export function openMailer(url: string) {
  const mailer = createSmtpMailer({ url, from: 'Throughline <throughline@acme.example>' });
  onTestFinished(mailer.close);
  return mailer;
}

/** A mailer and the server it delivers to. */
export async function withInbox() {
  const inbox = await openInbox();
  onTestFinished(inbox.close);
  return { inbox, mailer: openMailer(inbox.url) };
}
