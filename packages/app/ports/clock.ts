/**
 * Two times. `now` is the organisation's time: due dates, slots, sweeps, link expiry, digests; in the sandbox it
 * can be moved forward. `wall` is the machine's time: leases, tokens, sessions, limiters. Use cases read each once.
 */
export type Clock = {
  now(): Temporal.Instant;
  wall(): Temporal.Instant;
};
