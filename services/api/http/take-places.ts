/** Comes back with what gives the place up again. */
export type Places = (key: string) => Promise<() => void>;

/**
 * Lets as many of the same key in at once as there are places; whoever comes later waits, in the order in which they
 * came. One organisation that asks for a lot at once waits for itself and not others for it.
 */
export function takePlaces({ places }: { places: number }): Places {
  const taken = new Map<string, { count: number; readonly waiting: (() => void)[] }>();
  return async (key) => {
    const line = taken.get(key) ?? { count: 0, waiting: [] };
    taken.set(key, line);
    if (line.count >= places) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.count += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = line.waiting.shift();
      // The place goes from hand to hand: it is never free while somebody waits.
      if (next !== undefined) return next();
      line.count -= 1;
      if (line.count === 0) taken.delete(key);
    };
  };
}
