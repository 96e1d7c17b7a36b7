/** What the stand-in clouds' tokens go by, whatever a test's clock says. */
export function machineTime(): Temporal.Instant {
  return Temporal.Now.instant();
}
