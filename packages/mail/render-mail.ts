import type { MailContent, MailRenderer } from '@throughline/app/ports/mail-content.ts';
import { cleanText } from './letter/clean-text.ts';
import { compileLetterHtml } from './letter/letter-html.ts';
import type { LetterHtml } from './letter/letter-html.ts';
import { letterPictures } from './letter/letter-pictures.ts';
import { letterText } from './letter/letter-text.ts';
import type { Letter } from './letter/letter.ts';
import { availabilityRequest } from './templates/availability-request.ts';
import { confirmationAsk } from './templates/confirmation-ask.ts';
import { connectRequest } from './templates/connect-request.ts';
import { dateQuestion } from './templates/date-question.ts';
import { launchAnnouncement } from './templates/launch-announcement.ts';
import { managerPrep } from './templates/manager-prep.ts';
import { mondayMail } from './templates/monday-mail.ts';
import { nudges } from './templates/nudges.ts';
import { planPreview } from './templates/plan-preview.ts';
import { reconnectNotice } from './templates/reconnect-notice.ts';
import { reportPrep } from './templates/report-prep.ts';
import { signInLink } from './templates/sign-in-link.ts';
import { webhookNotice } from './templates/webhook-notice.ts';
import { weeklyDigest } from './templates/weekly-digest.ts';

/** Writes mails. The layout is compiled with the first one, not at start. */
export function createMailRenderer(): MailRenderer {
  let compiling: Promise<LetterHtml> | undefined;
  return async ({ content, unsubscribeUrl }) => {
    compiling ??= compileLetterHtml();
    const html = await compiling;
    const letter = letterOf(content);
    return {
      subject: cleanText(letter.subject),
      html: html({ letter, unsubscribeUrl }),
      text: letterText({ letter, unsubscribeUrl }),
      pictures: await letterPictures(letter),
    };
  };
}

export function letterOf(content: MailContent): Letter {
  switch (content.template) {
    case 'connect-request':
      return connectRequest(content);
    case 'availability-request':
      return availabilityRequest(content);
    case 'date-question':
      return dateQuestion(content);
    case 'plan-preview':
      return planPreview(content);
    case 'report-prep':
      return reportPrep(content);
    case 'manager-prep':
      return managerPrep(content);
    case 'confirmation-ask':
      return confirmationAsk(content);
    case 'monday-mail':
      return mondayMail(content);
    case 'nudges':
      return nudges(content);
    case 'weekly-digest':
      return weeklyDigest(content);
    case 'reconnect-notice':
      return reconnectNotice(content);
    case 'webhook-notice':
      return webhookNotice(content);
    case 'sign-in-link':
      return signInLink(content);
    case 'launch-announcement':
      return launchAnnouncement(content);
  }
}
