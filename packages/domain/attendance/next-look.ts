/**
 * When a provider is asked next who was in a call: an hour after the end, and each time after twice as long, since
 * records may be published late and Google's vanish. The last look comes an hour before the confirmation window
 * closes, when the outcome is decided on what is known. Null when there is none left. `lookedAt` is the latest look.
 */
export function nextLook({
  endsAt,
  windowEndsAt,
  lookedAt,
}: {
  endsAt: Temporal.Instant;
  windowEndsAt: Temporal.Instant;
  lookedAt: Temporal.Instant | null;
}): Temporal.Instant | null {
  const last = windowEndsAt.subtract({ hours: firstLookHours });
  for (let hours = firstLookHours; ; hours *= 2) {
    const look = earlier(endsAt.add({ hours }), last);
    if (lookedAt === null || Temporal.Instant.compare(lookedAt, look) < 0) return look;
    if (look.equals(last)) return null;
  }
}

const firstLookHours = 1;

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
