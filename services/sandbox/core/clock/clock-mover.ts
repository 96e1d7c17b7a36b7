import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** Moves the clock and tells everyone who asked to be told, one step after the other. */
export type ClockMover = {
  /** Moves forward in steps of at most a day; resolves once the last step has settled. Moves asked for meanwhile wait. */
  readonly advance: (by: Temporal.Duration) => Promise<Temporal.Instant>;
  readonly callbacks: () => string[];
  readonly addCallback: (url: string) => void;
  readonly removeCallback: (url: string) => void;
};

/** A callback answered something other than 2xx, or nothing. The clock stays where it had got to. */
export class ClockCallbackError extends Error {
  override name = 'ClockCallbackError';
}

const longestStep = Temporal.Duration.from({ hours: 24 });

/** A step of a day drains all that fell due in it, mails included; on a busy machine that takes a while. */
const callbackTimeoutMilliseconds = 15 * 60 * 1000;

/**
 * @param settle what the sandbox itself still has to finish (conferences being created, pushes on their way) before a
 *   step counts as settled.
 */
export function createClockMover({
  clock,
  journal,
  callbackUrl,
  settle,
}: {
  clock: SandboxClock;
  journal: Journal;
  callbackUrl: string | null;
  settle: () => Promise<void>;
}): ClockMover {
  const registered = openTable<{ url: string }>({ name: 'clock-callbacks', journal });
  const callbacks = (): string[] => {
    const urls = new Set([...registered.values()].map((row) => row.url));
    if (callbackUrl !== null) urls.add(callbackUrl);
    return [...urls];
  };

  const step = async (to: Temporal.Instant): Promise<void> => {
    clock.moveTo(to);
    await settle();
    await Promise.all(callbacks().map((url) => tell({ url, now: to })));
    await settle();
  };

  const move = async (by: Temporal.Duration): Promise<Temporal.Instant> => {
    const start = clock.now();
    const target = start.toZonedDateTimeISO('UTC').add(by).toInstant();
    let at = start;
    while (Temporal.Instant.compare(at, target) < 0) {
      const next = at.add(longestStep);
      at = Temporal.Instant.compare(next, target) < 0 ? next : target;
      // The clock ticked while the last step settled; it never goes back to be punctual.
      if (Temporal.Instant.compare(at, clock.now()) < 0) at = clock.now();
      await step(at);
    }
    return clock.now();
  };

  let queue: Promise<unknown> = Promise.resolve();
  return {
    advance: (by) => {
      const moved = queue.then(() => move(by));
      queue = moved.catch(() => undefined);
      return moved;
    },
    callbacks,
    addCallback: (url) => registered.set(url, { url }),
    removeCallback: (url) => registered.delete(url),
  };
}

async function tell({ url, now }: { url: string; now: Temporal.Instant }): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: now.toString() }),
      signal: AbortSignal.timeout(callbackTimeoutMilliseconds),
    });
  } catch (cause) {
    throw new ClockCallbackError(`${url} could not be told that it is ${now.toString()}`, { cause });
  }
  const text = await response.text();
  if (!response.ok)
    throw new ClockCallbackError(`${url} answered ${response.status} to ${now.toString()}: ${text.slice(0, 500)}`);
}
