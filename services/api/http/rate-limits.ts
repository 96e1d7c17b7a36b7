/** An office shares an address: how many are left is nobody's, only when to come back. */
const headers = {
  'ratelimit-limit': false,
  'ratelimit-remaining': false,
  'ratelimit-reset': false,
  'retry-after': true,
};

/**
 * Requests a minute from one address, an IPv6 network counting as one. They keep a flood off the database and no
 * person out: a whole office shares an address, and nothing is ever locked by what others do. For the same reason the
 * pages are not told how many are left: that would tell one person that another has just answered something.
 */
const aMinute = (max: number) => ({
  max,
  timeWindow: 60_000,
  addHeaders: headers,
  addHeadersOnExceeding: headers,
});

export const rateLimits = {
  everything: aMinute(6_000),
  /** Behind unguessable tokens. */
  mailedLink: aMinute(600),
  /** Makes mails leave, or asks a provider. */
  signIn: aMinute(60),
  /** Providers announce changes in everybody's calendars from a few addresses of theirs. */
  push: aMinute(120_000),
  /** A guard before the key is looked at, for each route; what counts for HR systems is organization-limits.ts. */
  v1: aMinute(60_000),
  /** Likewise; many organisations' directories share a few addresses. */
  scim: aMinute(120_000),
} as const;
