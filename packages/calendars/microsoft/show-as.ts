/** Everything else blocks, what is only tentative too: an invitation nobody answered yet may be accepted any time. */
const notBusy = new Set(['free', 'workingElsewhere']);

/** Whether a time shown as this is taken. What is not said is not free. */
export function isBusy(showAs: string | null | undefined): boolean {
  return !notBusy.has(showAs ?? 'unknown');
}
