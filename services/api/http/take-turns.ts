export type Turns = <Answer>(key: string, work: () => Promise<Answer>) => Promise<Answer>;

/**
 * Runs what has the same key one after the other, in the order in which it came. Whoever waits for a lock would hold a
 * connection to the database meanwhile, and a busy directory all of them.
 */
export function takeTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const own = before.then(work, work);
    const settled = own.catch(() => undefined);
    last.set(key, settled);
    try {
      return await own;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
