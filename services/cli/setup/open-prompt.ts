import { createInterface } from 'node:readline/promises';
import { Refusal } from '../refusal.ts';
import type { Ask } from './collect-answers.ts';

/** Asks on the terminal; questions go to standard error, so that standard output stays the result's. */
export function openPrompt(): { readonly ask: Ask; close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-D ends the input, and a question that nobody will answer would stay open for good.
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  return {
    ask: async ({ question, fallback, complaint }) => {
      const again = complaint === null ? '' : `  ${complaint}\n`;
      const proposal = fallback === null ? '' : ` [${fallback}]`;
      try {
        return await lines.question(`${again}${question}${proposal}: `, { signal: ended.signal });
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') throw new Refusal('\nStopped. Nothing was written.');
        throw error;
      }
    },
    close: () => lines.close(),
  };
}
