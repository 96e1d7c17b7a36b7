import type { MailPicture } from './mail-content.ts';

export type OutgoingMail = {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly pictures?: readonly MailPicture[];
  /** Chosen by us, the same for every attempt. */
  readonly messageId: string;
  /** What the mail says about when it was written. */
  readonly date: Temporal.Instant;
  /** Address of the one-click opt-out (RFC 8058); null for mails nobody can opt out of. */
  readonly listUnsubscribe: string | null;
};

export type Handover =
  | { readonly kind: 'accepted' }
  /** Refused for good, for example an unknown address. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nothing was taken: trying again is safe. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Handed over and no answer came: never sent again (RFC 1047). */
  | { readonly kind: 'uncertain'; readonly reason: string };

export type Mailer = {
  /**
   * Sends one mail, at most once. `onHandover` is awaited just before the message itself leaves; if it rejects,
   * nothing is sent and `send` rejects with its error.
   */
  send(mail: OutgoingMail & { readonly onHandover: () => Promise<void> }): Promise<Handover>;
};
