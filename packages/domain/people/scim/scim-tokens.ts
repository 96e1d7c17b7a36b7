export type ScimToken =
  | { readonly kind: 'word' | 'mark'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly value: string };

/** A text in double quotes is a JSON string; whatever else has no blank and no bracket is one word. */
const token = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y;

/** The words, texts and brackets of a filter or path; null where something is none of them. */
export function scimTokens(written: string): readonly ScimToken[] | null {
  const tokens: ScimToken[] = [];
  const end = written.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = token.exec(written);
    if (match === null) return null;
    const [, quoted, mark, word] = match;
    if (quoted === undefined) {
      tokens.push(mark === undefined ? { kind: 'word', text: word ?? '' } : { kind: 'mark', text: mark });
      continue;
    }
    const value = jsonText(quoted);
    if (value === null) return null;
    tokens.push({ kind: 'text', text: quoted, value });
  }
  return tokens;
}

function jsonText(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}
