/** How long a provider asks us to wait: seconds or an HTTP date (RFC 9110 §10.2.3), rounded up; null without a wish. */
export function retryAfterOf({
  header,
  wall,
}: {
  header: string | null;
  wall: Temporal.Instant;
}): Temporal.Duration | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Temporal.Duration.from({ seconds: Number(header) });
  // Date.parse alone takes "-5" for a year.
  const moment = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(moment)) return null;
  const milliseconds = Math.max(0, moment - wall.epochMilliseconds);
  return Temporal.Duration.from({ seconds: Math.ceil(milliseconds / 1_000) });
}
