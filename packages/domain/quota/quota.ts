/** Moments and lengths here are milliseconds of the machine's time: a window holds thousands of them, and they are stored. */
export type QuotaLimit = {
  /** Within any stretch of `within`. */
  readonly calls: number;
  readonly within: number;
  /**
   * One process at a time, and for how long a call it began may still be under way; null where any number of them share
   * the window.
   */
  readonly alone: { readonly longestCall: number } | null;
};

/** Calls by the latest moment they can have begun. */
export type CallLog = readonly (readonly [at: number, calls: number])[];

/** Calls one process may begin until `startBy`. They count as made until it says what it made of them. */
export type QuotaLease = {
  readonly holder: string;
  readonly calls: number;
  readonly since: number;
  readonly startBy: number;
};

export type QuotaWaiting = { readonly holder: string; readonly since: number; readonly until: number };

/** The provider refused at a count below its published limit: others use the same quota, unseen by us. */
export type LearnedCeiling = { readonly calls: number; readonly at: number };

/** What all processes together know of one quota of a provider: that of a project, or of one mailbox. */
export type QuotaState = {
  readonly log: CallLog;
  readonly leases: readonly QuotaLease[];
  readonly waiting: readonly QuotaWaiting[];
  /** The provider's Retry-After; 0 when it named none. */
  readonly pausedUntil: number;
  readonly ceiling: LearnedCeiling | null;
};

export const unusedQuota: QuotaState = { log: [], leases: [], waiting: [], pausedUntil: 0, ceiling: null };

export type QuotaAsk = {
  /** The process. */
  readonly holder: string;
  /** Begun since it last asked. */
  readonly made: CallLog;
  readonly pausedUntil: number;
  /** The provider called it too fast since it last asked. */
  readonly refused: boolean;
  /** Calls still without an answer. */
  readonly underWay: number;
  /** Calls it would like to begin now, and the fewest that are of any use; 0 gives back what it holds. */
  readonly want: number;
  readonly need: number;
};

export type QuotaAnswer =
  | { readonly kind: 'granted'; readonly calls: number; readonly startBy: number }
  /** Ask again after `wait`; what asking earlier brings is the same answer. */
  | { readonly kind: 'wait'; readonly wait: number }
  | { readonly kind: 'given_back' };

/** Whose quota it is: that of the OAuth client's project, or of one mailbox under it. */
export type QuotaScope =
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'mailbox'; readonly organizationId: string; readonly connectionId: string };

export type QuotaRequest = { readonly scope: QuotaScope; readonly limit: QuotaLimit; readonly ask: QuotaAsk };
