import type { Interval } from '../time/interval.ts';

/** An entry as far as Throughline writes it. */
export type Written = Interval & {
  readonly private: boolean;
  readonly category: string | null;
  readonly marker: string | null;
};

/**
 * What to do when it is not known whether an entry was written, or when somebody changed it first. It may stand as it
 * was wanted already: then nobody is told again. It is written to where it stands as before, whatever else was changed
 * about it, and where only its marks are missing. Anywhere else somebody has put it since, and that counts: it is not
 * put back, and what is only to mark it leaves it there.
 */
export function writeAgain({
  wanted,
  moves,
  before,
  shown,
}: {
  wanted: Written;
  /** Whether it is to stand elsewhere than it did. */
  moves: boolean;
  /** Where it stood; null when that is not known, and then ours is written. */
  before: Interval | null;
  shown: Written & { readonly allDay: boolean };
}): 'stands' | 'write' | 'give_way' {
  const isThere = !moves || (sameTimes(shown, wanted) && !shown.allDay);
  if (isThere) return hasItsMarks({ wanted, shown }) ? 'stands' : 'write';
  return before === null || sameTimes(shown, before) ? 'write' : 'give_way';
}

export function hasItsMarks({ wanted, shown }: { wanted: Written; shown: Written }): boolean {
  return shown.private === wanted.private && shown.category === wanted.category && shown.marker === wanted.marker;
}

export function sameTimes(a: Interval, b: Interval): boolean {
  return a.start.equals(b.start) && a.end.equals(b.end);
}
