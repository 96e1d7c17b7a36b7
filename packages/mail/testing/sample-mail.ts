import type { MailContent } from '@throughline/app/ports/mail-content.ts';
import type { LaunchAnnouncement } from '../templates/launch-announcement.ts';
import type { PersonChangeAsk } from '../templates/person-change-ask.ts';

export type SampleMail = {
  /** Also the file name of its preview. */
  readonly name: string;
  readonly content: MailContent | LaunchAnnouncement | PersonChangeAsk;
  readonly unsubscribeUrl: string | null;
};
