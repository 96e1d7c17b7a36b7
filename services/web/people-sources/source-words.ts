import type { PeopleSource } from '@throughline/contracts/pages/people-sources.ts';

export const kindWords: Readonly<Record<PeopleSource['kind'], string>> = {
  workday: 'Workday',
  bamboohr: 'BambooHR',
  personio: 'Personio',
};

/** What became of the last pull. */
export function resultSentence({ lastPulledAt, lastCounts, problem }: PeopleSource): string {
  if (problem !== null) return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
  if (lastPulledAt === null || lastCounts === null) return 'Nothing was read yet.';
  const { people, created, updated, left, refused, unusable } = lastCounts;
  const untaken = refused + unusable;
  const took = `${people} read: ${created} came, ${updated} changed, ${left} left.`;
  return untaken === 0 ? took : `${took} ${untaken} could not be taken.`;
}

/** When it is pulled from next by itself; `at` writes a moment. */
export function nextSentence({ source, at }: { source: PeopleSource; at: (instant: string) => string }): string {
  if (source.state === 'paused') return 'Waits for you: look first, then pull and let them leave.';
  if (source.notBefore !== null) return `After ${at(source.notBefore)}`;
  return source.lastPulledAt === null ? 'Within a quarter of an hour' : 'Tonight, after 2 o’clock';
}
