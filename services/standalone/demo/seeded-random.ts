export type SeededRandom = {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** True this share of the time. */
  chance(share: number): boolean;
};

/** The same seed, the same demo: a small linear congruential generator (Numerical Recipes' constants). */
export function seededRandom(seed: number): SeededRandom {
  let state = scatter(seed);
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (list) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    chance: (share) => next() < share,
  };
}

/** Neighbouring seeds would begin with neighbouring numbers; this sends them far apart (the finalizer of MurmurHash3). */
function scatter(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A seed of whatever a text names (FNV-1a). */
export function seedOf(text: string): number {
  let hashed = 0x81_1c_9d_c5;
  for (const byte of new TextEncoder().encode(text)) hashed = Math.imul(hashed ^ byte, 0x01_00_01_93);
  return hashed >>> 0;
}
