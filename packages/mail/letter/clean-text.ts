// Line ends and other control characters; marks that reverse the order of the text after them.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A text on one line, without characters that could end a line, split a header or turn the text around. */
export function cleanText(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
