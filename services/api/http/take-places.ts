import { setTimeout as after } from 'node:timers';

/** Comes back with what gives the place up again; null: too many wait already. */
export type Places = (key: string) => Promise<(() => void) | null>;

/**
 * What a queue is held to while others ask as well: entries in a second, as many at once as a second of asking less has
 * saved, and how many may wait.
 */
export type Pace = { readonly perSecond: number; readonly mostWaiting: number };

/** Whoever asked within this is asking. */
const recently = 1_000;
/** So long a pace that was not used up can be caught up with: a hiccup of ours makes a queue, and is nobody’s doing. */
const saved = 1_000;
const mostPaced = 10_000;

/** Whoever is told to come back and goes on all the same is served at this part of the pace meanwhile. */
const flooding = 1 / 6;

type Line = { count: number; nextAt: number; overflowedAt: number; readonly waiting: (() => void)[] };

/**
 * Lets as many of the same key in at once as there are places; whoever comes later waits, in the order in which they
 * came. One organisation that asks for a lot at once waits for itself and not others for it: while they ask too, its
 * queue moves on at a pace, and does not grow beyond what that pace can serve soon. Whoever asks one thing after the
 * other never has a queue.
 */
export function takePlaces({
  places,
  pace = null,
  now = () => performance.now(),
}: {
  places: number;
  pace?: Pace | null;
  /** Milliseconds of any origin. */
  now?: () => number;
}): Places {
  const taken = new Map<string, Line>();
  // Kept a little longer than a line is: whoever floods in bursts has saved nothing.
  const paced = new Map<string, number>();
  const others = othersAsking(now);

  const next = (key: string, line: Line) => {
    const enter = line.waiting.shift();
    // The place goes from hand to hand: it is never free while somebody waits.
    if (enter !== undefined) return enter();
    line.count -= 1;
    if (line.count > 0) return;
    taken.delete(key);
    if (paced.size >= mostPaced) paced.clear();
    paced.set(key, line.nextAt);
  };
  const giveUp = (key: string, line: Line) => {
    const due = pace !== null && line.waiting.length > 0 && others.besides(key) ? line.nextAt - now() : 0;
    if (pace !== null) {
      const perSecond = pace.perSecond * (now() - line.overflowedAt < recently ? flooding : 1);
      line.nextAt = Math.max(line.nextAt, now() - saved) + 1_000 / perSecond;
    }
    if (due <= 0) next(key, line);
    else after(next, due, key, line).unref();
  };
  return async (key) => {
    others.note(key);
    const line = taken.get(key) ?? { count: 0, nextAt: paced.get(key) ?? 0, overflowedAt: -Infinity, waiting: [] };
    taken.set(key, line);
    if (line.count < places) line.count += 1;
    else if (pace !== null && line.waiting.length >= pace.mostWaiting && others.besides(key)) {
      line.overflowedAt = now();
      return null;
    } else await new Promise<void>((resolve) => line.waiting.push(resolve));
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      giveUp(key, line);
    };
  };
}

/** Of the last to ask, and the last before them, when they did: enough to know whether anybody but one is asking. */
function othersAsking(now: () => number) {
  let [last, before] = [
    { key: '', at: -Infinity },
    { key: '', at: -Infinity },
  ];
  return {
    note(key: string): void {
      if (last.key !== key) before = last;
      last = { key, at: now() };
    },
    besides(key: string): boolean {
      const other = last.key === key ? before : last;
      return now() - other.at < recently;
    },
  };
}
