import { mailRhythms, type MailRhythm } from '@throughline/domain/reminders/mail-rhythm.ts';
import type { MailTemplate } from './ports/mail-content.ts';

const recurring = ['monday-mail', 'weekly-digest'] as const satisfies readonly MailTemplate[];

/** Mails that come week after week and can be stopped; whoever is part of a conversation hears about it. */
export type RecurringMail = (typeof recurring)[number];

export function isRecurringMail(template: string): template is RecurringMail {
  return (recurring as readonly string[]).includes(template);
}

/** How often a mail can be had: what a manager's Monday mail lists would be out of date within the month. */
export function rhythmsOf(mail: RecurringMail): readonly MailRhythm[] {
  return mail === 'weekly-digest' ? mailRhythms : ['weekly', 'none'];
}
