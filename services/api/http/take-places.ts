import { setTimeout as after } from 'node:timers';

/** Comes back with what gives the place up again; null: too many wait already. */
export type Places = (key: string) => Promise<(() => void) | null>;

/**
 * What a queue is held to while others ask as well, if more is asked than that: entries in a second, and how many may
 * wait. Whoever asks less is never held to it, however slow we are.
 */
export type Pace = { readonly perSecond: number; readonly mostWaiting: number };

/** Whoever asked within this is asking. */
const recently = 1_000;
/** So long what was not asked is saved, and what was asked too much is remembered. */
const saved = 1_000;
const mostRemembered = 10_000;
/** Whoever is told to come back and goes on all the same is served at this part of the pace meanwhile. */
const flooding = 1 / 15;
/** Whoever has a queue enters while nobody without one is being served, which is looked for so often and for so long. */
const [lookAgain, patience] = [2, 250];

type Line = { count: number; nextAt: number; overflowedAt: number; readonly waiting: (() => void)[] };

/**
 * Lets as many of the same key in at once as there are places; whoever comes later waits, in the order in which they
 * came. One organisation that asks for a lot at once waits for itself and not others for it: while they ask too, its
 * queue moves on at a pace, in the gaps they leave, and does not grow beyond what that pace can serve soon. Whoever asks
 * one thing after the other never has a queue.
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
  const others = othersAsking(now);
  const asked = askedTooMuch({ perSecond: pace?.perSecond ?? Infinity, now });
  const isHeld = (key: string) => others.besides(key) && asked.tooMuch(key);

  const next = (key: string, line: Line) => {
    const enter = line.waiting.shift();
    // The place goes from hand to hand: it is never free while somebody waits.
    if (enter !== undefined) return enter();
    line.count -= 1;
    if (line.count === 0) taken.delete(key);
  };
  const isServedInTurn = ({ count, waiting }: Line) => count > 0 && waiting.length === 0;
  const giveUp = (key: string, line: Line) => {
    if (pace === null || line.waiting.length === 0 || !others.besides(key)) return next(key, line);
    const perSecond = pace.perSecond * (now() - line.overflowedAt < recently ? flooding : 1);
    if (asked.tooMuch(key)) line.nextAt = Math.max(line.nextAt, now()) + 1_000 / perSecond;
    const from = Math.max(line.nextAt, now());
    const enter = () => {
      if (now() - from < patience && [...taken.values()].some(isServedInTurn)) after(enter, lookAgain).unref();
      else next(key, line);
    };
    if (from > now()) after(enter, from - now()).unref();
    else enter();
  };
  return async (key) => {
    others.note(key);
    asked.note(key);
    const line = taken.get(key) ?? { count: 0, nextAt: 0, overflowedAt: -Infinity, waiting: [] };
    taken.set(key, line);
    if (line.count < places) line.count += 1;
    else if (pace !== null && line.waiting.length >= pace.mostWaiting && isHeld(key)) {
      line.overflowedAt = now();
      return null;
    } else await new Promise<void>((resolve) => line.waiting.push(resolve));
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      giveUp(key, line);
    };
  };
}

/** Until when what each has asked would be enough, at so much a second: further ahead than now is too much. */
function askedTooMuch({ perSecond, now }: { perSecond: number; now: () => number }) {
  const until = new Map<string, number>();
  return {
    note(key: string): void {
      const enough = Math.max(until.get(key) ?? -Infinity, now() - saved) + 1_000 / perSecond;
      if (until.size >= mostRemembered) until.clear();
      until.set(key, Math.min(enough, now() + saved));
    },
    tooMuch: (key: string): boolean => (until.get(key) ?? -Infinity) > now(),
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
