/** What a receiver, or the way there, made of one message. Of an answer only this is kept. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterSeconds: number | null }
  | {
      readonly kind: 'not_answered';
      /** `not_allowed`: it leads somewhere inside, so it was not asked. */
      readonly reason: 'no_such_host' | 'no_connection' | 'no_answer_in_time' | 'not_allowed';
    };

export type WebhookSender = {
  /** Whether a URL may be told anything, as far as its text says; null when it may, else why not, for people. */
  refusalOf(url: string): string | null;
  /** Posts JSON once: no redirect is followed, nothing is tried again. Never rejects. */
  post(input: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<WebhookAnswer>;
};
