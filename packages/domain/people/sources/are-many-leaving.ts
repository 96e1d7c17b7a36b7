/**
 * Whether so many would leave at once that somebody has to say it is so: more than a tenth. A report that was narrowed by
 * accident, or an answer that lacks a department, reads like that.
 */
export function areManyLeaving({
  leaving,
  present,
}: {
  leaving: number;
  /** Who was there before and is among those the list is about. */
  present: number;
}): boolean {
  return leaving * 10 > present;
}
