export const trendPictureSize = { width: 544, height: 216 } as const;

/**
 * Opaque, with its own paper: a mail program that turns a mail dark leaves pictures alone, so this one reads on either.
 * Each colour stands out from the paper by 3 to 1, words by 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3).
 */
export const trendColours = {
  paper: '#eef5f2',
  words: '#24211d',
  quiet: '#55605c',
  bar: '#4a8a7a',
  newest: '#1f6b5a',
} as const;
