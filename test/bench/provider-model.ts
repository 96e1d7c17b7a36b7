import { seeded } from './seeded.ts';

export type Window = { readonly calls: number; readonly within: number };

export type ProviderKind = {
  readonly project: Window;
  readonly mailbox: Window;
  /** Calls at once in one mailbox. */
  readonly places: number;
  /** Refusals say how many whole seconds to wait, and count as calls: as Graph has it, and Google has not. */
  readonly namesWait: boolean;
};

export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly of: 'mailbox' | 'project'; readonly retryAfter: number | null };

export type ProviderModel = {
  /** A call arrives; it takes its place until `leave`. */
  arrive(input: { mailbox: number; now: number }): Verdict;
  leave(mailbox: number): void;
  hasRoom(input: { mailbox: number; now: number }): boolean;
  projectHasRoom(now: number): boolean;
};

/**
 * A provider that counts in sliding windows, to the millisecond. `background` are calls of others under the same
 * project: they take room where there is any.
 */
export function providerModel({
  kind,
  background,
}: {
  kind: ProviderKind;
  background: readonly number[];
}): ProviderModel {
  const project = slidingWindow(kind.project);
  const mailboxes = new Map<number, { window: ReturnType<typeof slidingWindow>; underWay: number }>();
  let nextOfOthers = 0;

  function mailboxOf(mailbox: number) {
    const known = mailboxes.get(mailbox) ?? { window: slidingWindow(kind.mailbox), underWay: 0 };
    mailboxes.set(mailbox, known);
    return known;
  }

  function letOthersIn(now: number): void {
    for (let at = background[nextOfOthers]; at !== undefined && at <= now; at = background[nextOfOthers]) {
      if (project.freeAt(at) <= at) project.add(at);
      nextOfOthers += 1;
    }
  }

  return {
    arrive({ mailbox, now }) {
      letOthersIn(now);
      const { window, underWay } = mailboxOf(mailbox);
      const free = { mailbox: underWay < kind.places ? window.freeAt(now) : now + 1_000, project: project.freeAt(now) };
      const of = free.project > now ? 'project' : free.mailbox > now ? 'mailbox' : null;
      if (of === null || kind.namesWait) {
        project.add(now);
        window.add(now);
      }
      mailboxOf(mailbox).underWay += 1;
      if (of === null) return { kind: 'accepted' };
      const retryAfter = kind.namesWait ? Math.max(1, Math.ceil((free[of] - now) / 1_000)) * 1_000 : null;
      return { kind: 'refused', of, retryAfter };
    },
    leave(mailbox) {
      mailboxOf(mailbox).underWay -= 1;
    },
    hasRoom({ mailbox, now }) {
      const { window, underWay } = mailboxOf(mailbox);
      return underWay < kind.places && window.freeAt(now) <= now;
    },
    projectHasRoom(now) {
      letOthersIn(now);
      return project.freeAt(now) <= now;
    },
  };
}

function slidingWindow({ calls, within }: Window) {
  let times: number[] = [];
  let first = 0;
  return {
    add(at: number): void {
      times.push(at);
    },
    /** The moment from which one more fits: now, or when the one in the way has slid out. */
    freeAt(now: number): number {
      while (first < times.length && (times[first] ?? 0) <= now - within) first += 1;
      if (first > 100_000) {
        times = times.slice(first);
        first = 0;
      }
      const inTheWay = times.length - first - calls;
      return inTheWay < 0 ? now : (times[first + inTheWay] ?? now) + within;
    },
  };
}

/** Others' share of the project's quota drifts from one level to another, below `most`, in so long. */
const drift = 300_000;

/** When others call. */
export function backgroundCalls({
  window,
  most,
  until,
  seed,
}: {
  window: Window;
  most: number;
  until: number;
  seed: number;
}): readonly number[] {
  if (most === 0) return [];
  const random = seeded(seed);
  const levels = Array.from({ length: Math.ceil(until / drift) + 1 }, () => random() * most);
  const shareAt = (at: number) => {
    const [from = 0, to = from] = levels.slice(Math.floor(at / drift));
    return from + (to - from) * ((at % drift) / drift);
  };
  const times: number[] = [];
  const mostPerMillisecond = (most * window.calls) / window.within;
  for (let at = 0; at < until;) {
    at += -Math.log(1 - random()) / mostPerMillisecond;
    if (random() * most < shareAt(at)) times.push(at);
  }
  return times;
}
