/** One line of what `doctor` found. A problem keeps something from working; a warning costs something. */
export type Finding = {
  readonly level: 'ok' | 'warn' | 'problem';
  readonly about: string;
  readonly found: string;
  /** What to do; null where nothing has to be done. */
  readonly advice: string | null;
};

export const ok = (about: string, found: string): Finding => ({ level: 'ok', about, found, advice: null });

export const warn = (about: string, found: string, advice: string): Finding => ({
  level: 'warn',
  about,
  found,
  advice,
});

export const problem = (about: string, found: string, advice: string): Finding => ({
  level: 'problem',
  about,
  found,
  advice,
});

/** To read in a terminal: level, subject and sentence, and what to do under it. */
export function findingText({ level, about, found, advice }: Finding): string {
  const line = `${level.padEnd(7)}  ${about}: ${found}`;
  return advice === null ? line : `${line}\n${' '.repeat(9)}${advice}`;
}
