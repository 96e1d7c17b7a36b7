/** What fills a template: a text for each hole, a view or views for each repeated part, nothing for a part left out. */
export type View = { readonly [name: string]: string | View | readonly View[] };

export type Template = (view: View) => string;

type Part =
  | { readonly kind: 'markup'; readonly markup: string }
  | { readonly kind: 'hole'; readonly name: string }
  | { readonly kind: 'section'; readonly name: string; readonly parts: readonly Part[] };

const TAG = /\{\{\s*([#/]?)(\w+)\s*\}\}/;

/**
 * Compiles HTML with holes into a function. `{{name}}` is replaced by its text, escaped, and has to have one;
 * `{{#name}}…{{/name}}` stands once for each view of that name, filled from that view alone. There is no way to put
 * markup through a hole.
 */
export function compileTemplate(html: string): Template {
  const tokens = html.split(TAG);
  const { parts, next } = parseParts({ tokens, start: 0, section: null });
  if (next < tokens.length) throw new SyntaxError('A template closes a section it never opened.');
  return (view) => fill({ parts, view });
}

// `split` with two groups answers: markup, sigil, name, markup, sigil, name, …, markup.
function parseParts({ tokens, start, section }: { tokens: readonly string[]; start: number; section: string | null }): {
  parts: readonly Part[];
  next: number;
} {
  const parts: Part[] = [];
  let at = start;
  for (;;) {
    const [markup = '', sigil, name] = tokens.slice(at, at + 3);
    parts.push({ kind: 'markup', markup });
    at += 3;
    if (sigil === undefined || name === undefined) {
      if (section !== null) throw new SyntaxError(`A template leaves the section ${section} open.`);
      return { parts, next: at };
    }
    if (sigil === '/') {
      if (name !== section) throw new SyntaxError(`A template closes ${name} inside ${section ?? 'no section'}.`);
      return { parts, next: at };
    }
    if (sigil === '') {
      parts.push({ kind: 'hole', name });
      continue;
    }
    const inner = parseParts({ tokens, start: at, section: name });
    parts.push({ kind: 'section', name, parts: inner.parts });
    at = inner.next;
  }
}

function fill({ parts, view }: { parts: readonly Part[]; view: View }): string {
  return parts.map((part) => fillPart({ part, view })).join('');
}

function fillPart({ part, view }: { part: Part; view: View }): string {
  switch (part.kind) {
    case 'markup':
      return part.markup;
    case 'hole': {
      const value = view[part.name];
      if (typeof value !== 'string') throw new TypeError(`Nothing to put into {{${part.name}}}.`);
      return escapeHtml(value);
    }
    case 'section': {
      const value = view[part.name];
      if (value === undefined) return '';
      if (typeof value === 'string') throw new TypeError(`{{#${part.name}}} takes a view, not a text.`);
      return viewsOf(value)
        .map((inner) => fill({ parts: part.parts, view: inner }))
        .join('');
    }
  }
}

function viewsOf(value: View | readonly View[]): readonly View[] {
  return isList(value) ? value : [value];
}

// `Array.isArray` does not narrow readonly arrays.
function isList(value: View | readonly View[]): value is readonly View[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
