/** Time that passes only when nobody has anything left to do: hours of calls in seconds, and the same ones every time. */
export type VirtualTime = {
  /** Milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass up to a moment; whoever still waits then waits for good. */
  runUntil(end: number): Promise<void>;
};

type Sleeper = { readonly at: number; readonly order: number; readonly wake: () => void };

export function virtualTime(start: number): VirtualTime {
  const heap: Sleeper[] = [];
  let now = start;
  let order = 0;

  return {
    now: () => now,
    sleep(milliseconds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      push(heap, { at: now + Math.max(0, milliseconds), order: (order += 1), wake: resolve });
      return promise;
    },
    async runUntil(end) {
      for (;;) {
        // Behind everything that is ready to run.
        await new Promise<void>((resolve) => setImmediate(resolve));
        const first = heap[0];
        if (first === undefined || first.at > end) break;
        now = first.at;
        while (heap[0] !== undefined && heap[0].at === now) pop(heap)?.wake();
      }
      now = end;
    },
  };
}

function isBefore(a: Sleeper | undefined, b: Sleeper | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function swap(heap: Sleeper[], one: number, other: number): void {
  const [a, b] = [heap[one], heap[other]];
  if (a === undefined || b === undefined) return;
  heap[one] = b;
  heap[other] = a;
}

function push(heap: Sleeper[], sleeper: Sleeper): void {
  let at = heap.push(sleeper) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[parent])) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function pop(heap: Sleeper[]): Sleeper | undefined {
  swap(heap, 0, heap.length - 1);
  const first = heap.pop();
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const smaller = isBefore(heap[right], heap[left]) ? right : left;
    if (!isBefore(heap[smaller], heap[at])) return first;
    swap(heap, at, smaller);
    at = smaller;
  }
}
