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
 * about it, and where only its marks are missing. Anywhere else somebody has put it since, and that counts.
 */
export function writeAgain({
  wanted,
  before,
  shown,
}: {
  wanted: Written;
  /** Where it stood; null when that is not known, and then ours is written. */
  before: Interval | null;
  shown: Written & { readonly allDay: boolean };
}): 'stands' | 'write' | 'give_way' {
  const isThere = sameTimes(shown, wanted) && !shown.allDay;
  if (isThere && hasItsMarks({ wanted, shown })) return 'stands';
  return isThere || before === null || sameTimes(shown, before) ? 'write' : 'give_way';
}

export function hasItsMarks({ wanted, shown }: { wanted: Written; shown: Written }): boolean {
  return shown.private === wanted.private && shown.category === wanted.category && shown.marker === wanted.marker;
}

function sameTimes(a: Interval, b: Interval): boolean {
  return a.start.equals(b.start) && a.end.equals(b.end);
}
