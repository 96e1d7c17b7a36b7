export type CalendarErrorKind =
  /** The access token was not accepted; refresh it once and try again. */
  | 'unauthorized'
  /** The grant was taken back: only its person can mend it. */
  | 'grant_revoked'
  /** The grant ran out, unused for too long or because signing in again is wanted: only its person can mend it. */
  | 'grant_expired'
  /** The account or its mailbox is not there any more. It says nothing about any entry. */
  | 'mailbox_gone'
  /** A scope the call needs was not granted. */
  | 'scope_missing'
  /** An administrator of the organisation has to consent first. */
  | 'admin_needed'
  /** Our own client id, secret or request is wrong: never the person's fault. */
  | 'misconfigured'
  /** An id that is already taken, perhaps by our own earlier attempt: look before creating again. */
  | 'conflict'
  /** Somebody changed the entry since we read it. */
  | 'precondition_failed'
  | 'not_found'
  /** Too fast; `retryAfter` is the provider's wish, if it named one. */
  | 'throttled'
  /** Refused before it took effect, or a read that failed: trying again is safe. */
  | 'unavailable'
  /** A write whose answer was lost: it may or may not have taken effect. */
  | 'uncertain'
  /** Understood and refused; the same request will be refused again. */
  | 'refused';

/** What a calendar adapter throws. `cause` keeps the provider's answer, cut to its reason and status. */
export class CalendarError extends Error {
  readonly kind: CalendarErrorKind;
  readonly retryAfter: Temporal.Duration | null;
  /** With `unauthorized`: what the next access token has to satisfy, for `refresh` to ask for. */
  readonly claims: string | null;

  constructor({
    kind,
    message,
    cause,
    retryAfter = null,
    claims = null,
  }: {
    kind: CalendarErrorKind;
    message: string;
    cause?: unknown;
    retryAfter?: Temporal.Duration | null;
    claims?: string | null;
  }) {
    super(message, { cause });
    this.name = 'CalendarError';
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.claims = claims;
  }
}
