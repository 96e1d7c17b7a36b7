/** Why a calendar does not work, as its provider said. */
export const brokenCauses = [
  /** The person, or whoever looks after the account, took the permission back. */
  'revoked',
  /** It ran out: unused for too long, or signing in again is wanted. */
  'expired',
  /** An administrator has to grant first. */
  'admin_blocked',
  /** A permission we need is no longer among those given. */
  'scope_lost',
  /** The account or its mailbox is not there any more. */
  'mailbox_gone',
  /** The provider refuses us, whoever asks: mostly a client secret that has run out. */
  'our_secret',
] as const;
export type BrokenBecause = (typeof brokenCauses)[number];

/** All but the fault of ours, which ends nobody's grant. */
export type GrantLostBecause = Exclude<BrokenBecause, 'our_secret'>;

/** Who can mend it. */
export function whoseMove(because: BrokenBecause): 'person' | 'administrator' | 'operator' {
  if (because === 'our_secret') return 'operator';
  return because === 'admin_blocked' ? 'administrator' : 'person';
}
