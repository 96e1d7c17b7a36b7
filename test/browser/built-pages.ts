import { inject } from 'vitest';
import './pages-once.ts';

/** Where the built pages are, the same for every file of a test run. */
export async function builtPages(): Promise<string> {
  const answer = await fetch(inject('builtPagesAddress'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The pages could not be built: ${text}`);
  return text;
}
