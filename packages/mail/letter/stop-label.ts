import { cleanText } from './clean-text.ts';
import type { Letter } from './letter.ts';

export function stopLabel({ stopLabel: label = 'Stop these mails' }: Pick<Letter, 'stopLabel'>): string {
  return cleanText(label);
}
