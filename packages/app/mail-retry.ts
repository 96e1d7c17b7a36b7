/** How often an error of our own may stop one mail before it is set aside as failed. */
export const mailAttemptsBeforeFailure = 5;

const firstSeconds = 15;
const mostSeconds = 15 * 60;

/** Wall time until a mail that was certainly not taken is tried again: doubling, up to a quarter of an hour. */
export function mailRetryDelay({ attempts }: { attempts: number }): Temporal.Duration {
  const seconds = Math.min(mostSeconds, firstSeconds * 2 ** Math.max(0, attempts - 1));
  return Temporal.Duration.from({ seconds });
}
