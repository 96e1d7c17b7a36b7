/** draft-ietf-httpapi-ratelimit-headers up to revision 06: three headers, and when to come back. */
const headers = (shown: boolean) => ({
  'ratelimit-limit': shown,
  'ratelimit-remaining': shown,
  'ratelimit-reset': shown,
  'retry-after': true,
});

/**
 * Requests a minute from one address, an IPv6 network counting as one. They keep a flood off the database and no
 * person out: a whole office shares an address, and nothing is ever locked by what others do. For the same reason the
 * pages are not told how many are left: that would tell one person that another has just answered something.
 */
const aMinute = (max: number, { tells = false } = {}) => ({
  max,
  timeWindow: 60_000,
  addHeaders: headers(tells),
  addHeadersOnExceeding: headers(tells),
});

export const rateLimits = {
  everything: aMinute(6_000),
  /** Behind unguessable tokens. */
  mailedLink: aMinute(600),
  /** Makes mails leave, or asks a provider. */
  signIn: aMinute(60),
  /** Providers announce changes in everybody's calendars from a few addresses of theirs. */
  push: aMinute(120_000),
  /** Counted apart, for HR systems, which pace themselves by the headers. */
  v1: aMinute(6_000, { tells: true }),
  /** Likewise, for directories: Entra asks that 25 a second get through for each organisation, and many share an address. */
  scim: aMinute(30_000, { tells: true }),
} as const;
