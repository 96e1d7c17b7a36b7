export type HrSystemErrorKind =
  /** The address leads where nobody is asked. */
  | 'not_allowed'
  /** Name or secret are not accepted, or may not see what is asked for. */
  | 'unauthorized'
  /** Too fast, for longer than is waited for. */
  | 'throttled'
  /** No answer, or one that says to come again. */
  | 'unavailable'
  /** An answer that is not what it is documented to be, or not whole. */
  | 'unreadable';

/** What a connector throws. The message is for an administrator and holds nothing of anybody's data. */
export class HrSystemError extends Error {
  override readonly name = 'HrSystemError';
  readonly kind: HrSystemErrorKind;
  /** Not asked again before this much has passed. */
  readonly retryAfter: Temporal.Duration | null;

  constructor({
    kind,
    message,
    retryAfter = null,
  }: {
    kind: HrSystemErrorKind;
    message: string;
    retryAfter?: Temporal.Duration | null;
  }) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}
