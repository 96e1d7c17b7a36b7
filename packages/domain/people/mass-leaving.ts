/** Of everyone who is here. One more, and somebody has to say by name that it is meant. */
const mostLeaving = { of: 10 };

/** Whether so many would leave that a file cut short is likelier than the news: more than a tenth. */
export function isMassLeaving({ leaving, present }: { leaving: number; present: number }): boolean {
  return leaving * mostLeaving.of > present;
}
