import type { MailContent } from '@throughline/app/ports/mail-content.ts';
import type { LaunchAnnouncement } from '../templates/launch-announcement.ts';

export type SampleMail = {
  /** Also the file name of its preview. */
  readonly name: string;
  readonly content: MailContent | LaunchAnnouncement;
  readonly unsubscribeUrl: string | null;
};
