/**
 * Between one attempt and the next, in minutes: close together while it may be a blink, then hours apart. Together 75
 * hours, over a weekend and a morning (the schedule Standard Webhooks 1.0.0 suggests).
 */
const minutesBetween = [5 / 60, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60, 24 * 60] as const;
/** Of each wait, either way, so that what failed together does not come back together. */
const jitter = 0.1;
/** A receiver that asks for more patience than this is asked again all the same. */
const mostPatienceSeconds = 24 * 60 * 60;

/** So long nothing gets through before an endpoint is switched off. */
export const disabledAfter = { hours: 5 * 24 } as const;
/** So long events can be sent again; then they are forgotten. */
export const keptFor = { hours: 30 * 24 } as const;
/** For so long after another was made, the former secret signs too, if nobody says otherwise. Machine time. */
export const usualOverlap = { hours: 24 } as const;

/** What an attempt came to. */
export type Attempt =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'not_answered' };

/** What follows for the delivery. */
export type AfterAttempt =
  | { readonly kind: 'delivered' }
  /** Organisation time. */
  | { readonly kind: 'again'; readonly at: Temporal.Instant }
  | { readonly kind: 'given_up' };

/** What follows for the endpoint as a whole. */
export type EndpointVerdict = 'works' | 'gone' | 'fails' | 'failed_too_long';

/** Anything but 2xx has failed, redirects too: the receiver answers for one address. */
export function isDelivered(attempt: Attempt): boolean {
  return attempt.kind === 'answered' && attempt.status >= 200 && attempt.status < 300;
}

/**
 * @param attempts this one included
 * @param chance from 0 to 1, for the jitter
 */
export function afterAttempt({
  attempt,
  attempts,
  chance,
  now,
}: {
  attempt: Attempt;
  attempts: number;
  chance: number;
  now: Temporal.Instant;
}): AfterAttempt {
  if (isDelivered(attempt)) return { kind: 'delivered' };
  const minutes = minutesBetween[attempts - 1];
  if (minutes === undefined) return { kind: 'given_up' };
  const planned = minutes * 60 * (1 - jitter + 2 * jitter * chance);
  const asked = attempt.kind === 'answered' ? (attempt.retryAfterSeconds ?? 0) : 0;
  const seconds = Math.max(planned, Math.min(asked, mostPatienceSeconds));
  return { kind: 'again', at: now.add({ milliseconds: Math.round(seconds * 1_000) }) };
}

/**
 * 410 is the receiver's own word that nobody listens there any more. Otherwise an endpoint is switched off once an event
 * was given up on and nothing had got through for days: one that stumbles now and then, or hears of something once a
 * week, is not.
 *
 * @param failingSince organisation time of the first attempt since the last that got through
 */
export function judgeEndpoint({
  attempt,
  after,
  failingSince,
  now,
}: {
  attempt: Attempt;
  after: AfterAttempt;
  failingSince: Temporal.Instant | null;
  now: Temporal.Instant;
}): EndpointVerdict {
  if (isDelivered(attempt)) return 'works';
  if (attempt.kind === 'answered' && attempt.status === 410) return 'gone';
  const isLong = failingSince !== null && Temporal.Instant.compare(failingSince.add(disabledAfter), now) <= 0;
  return after.kind === 'given_up' && isLong ? 'failed_too_long' : 'fails';
}
