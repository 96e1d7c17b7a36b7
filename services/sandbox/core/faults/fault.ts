import { z } from 'zod';

/**
 * What can be made to go wrong. The first group answers in place of the provider or spoils its answer; the second makes
 * the provider itself behave as it does on a bad day.
 */
export const faultKinds = [
  'status',
  'delay',
  'reset',
  'truncated_body',
  'response_lost',
  'status_after',
  'late_effect',
  'throttle',
  'trickle',
  'large_body',

  'revoked_grant',
  'claims_challenge',
  'invalidate_sync_tokens',
  'drop_push',
  'delay_push',
  'short_page',
  'late_duplicate',
  'duplicate_as_400',
  'conference_failure',
  'rotate_refresh_token',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Other spellings understood, written as people say them. */
const alsoCalled: Readonly<Record<string, FaultKind>> = {
  error: 'status',
  latency: 'delay',
  connection_reset: 'reset',
  truncated: 'truncated_body',
  truncate: 'truncated_body',
  lost_response: 'response_lost',
  response_lost_after_effect: 'response_lost',
  lost_after_effect: 'response_lost',
  throttled: 'throttle',
  rate_limit: 'throttle',
  revoke: 'revoked_grant',
  revoke_grant: 'revoked_grant',
  revoked: 'revoked_grant',
};

export function faultKindFrom(spelling: string): FaultKind | undefined {
  const plain = spelling
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return faultKinds.find((kind) => kind === plain) ?? alsoCalled[plain];
}

const kind = z.string().transform((spelling, context) => {
  const known = faultKindFrom(spelling);
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: `unknown kind; known are ${faultKinds.join(', ')}` });
  return z.NEVER;
});

/** A fault as it is asked for. Absent selectors match everything. */
export const faultRequest = z.strictObject({
  kind,
  /** Address of the account whose calls are concerned: the bearer of the token, or for mail the recipient. */
  account: z.string().toLowerCase().nullish(),
  /** HTTP method, or SMTP for a mail being handed in. */
  method: z.string().toUpperCase().nullish(),
  /** Part of the path, or a pattern when it holds `*`. */
  path: z.string().nullish(),
  /** How many calls that fit pass unspoiled first. */
  after: z.int().nonnegative().default(0),
  /** How many calls it spoils. */
  times: z.int().positive().default(1),
  /** For `status`, `status_after` and `throttle`. */
  status: z.int().min(200).max(599).optional(),
  /**
   * For `status`, `status_after`, `throttle`, `revoked_grant`: Google's `errors[].reason`, Graph's `error.code` or an AADSTS code; for
   * `status` also a whole body in its place, JSON or text.
   */
  reason: z.string().optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** For `delay`, `late_effect`, `delay_push`. */
  milliseconds: z.int().nonnegative().optional(),
  /** For `throttle`: seconds, an HTTP date, or null for no header. */
  retryAfter: z.union([z.int().nonnegative(), z.string(), z.null()]).optional(),
  /** For `short_page`: entries on the page, 0 for an empty one. */
  items: z.int().nonnegative().optional(),
  /** For `large_body`: size of the answer. */
  bytes: z.int().positive().optional(),
});

export type FaultRequest = z.infer<typeof faultRequest>;

export type Fault = FaultRequest & { readonly id: string };
