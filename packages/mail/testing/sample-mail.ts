import type { MailContent } from '@throughline/app/ports/mail-content.ts';

export type SampleMail = {
  /** Also the file name of its preview. */
  readonly name: string;
  readonly content: MailContent;
  readonly unsubscribeUrl: string | null;
};
