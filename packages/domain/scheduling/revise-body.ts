import { agendaMarks } from './agenda-marks.ts';

export type RevisedBody =
  /** The marks are gone, doubled or torn: the text is people's own now. */
  | { readonly kind: 'unmarked' }
  /** It says so already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'revised'; readonly html: string };

/**
 * The HTML of a standing entry with the draft's agenda between our marks, and every byte around them as it was.
 * Calendars reformat what they are given, so words are compared and not markup.
 */
export function reviseBody({ standing, draft }: { standing: string; draft: string }): RevisedBody {
  const old = marked(standing);
  const wanted = marked(draft);
  if (old === null || wanted === null) return { kind: 'unmarked' };
  if (wordsOf(old.agenda) === wordsOf(wanted.agenda)) return { kind: 'same' };
  return { kind: 'revised', html: old.before + wanted.agenda + old.after };
}

type Marked = { readonly before: string; readonly agenda: string; readonly after: string };

function marked(html: string): Marked | null {
  const start = onlyMatch({ html, mark: agendaMarks.start });
  const end = onlyMatch({ html, mark: agendaMarks.end });
  if (start === null || end === null || end.from < start.until) return null;
  const from = start.until + (closingTags.exec(html.slice(start.until))?.[0].length ?? 0);
  const until = end.from - (openingTags.exec(html.slice(0, end.from))?.[0].length ?? 0);
  if (until < from) return null;
  const agenda = html.slice(from, until);
  return isBalanced(agenda) ? { before: html.slice(0, from), agenda, after: html.slice(until) } : null;
}

/** With the line breaks and the empty elements editors leave among them. */
const closingTags = /^(?:\s*(?:<\/[a-z][^<>]*>|<br\b[^<>]*>|<([a-z][a-z0-9:]*)\b[^<>]*>(?:\s|&nbsp;)*<\/\1>))+/i;
const openingTags = /(?:<(?!br\b|hr\b|img\b)[a-z][^<>]*>\s*)+$/i;

/** Editors break lines anywhere between two words. */
function onlyMatch({ html, mark }: { html: string; mark: string }): { from: number; until: number } | null {
  const words = mark.split(' ').map((word) => RegExp.escape(word));
  const [first, second] = html.matchAll(new RegExp(words.join('(?:\\s|&nbsp;)+'), 'g'));
  if (first === undefined || second !== undefined) return null;
  return { from: first.index, until: first.index + first[0].length };
}

/** Taking out a piece that opens what it does not close would spoil the text around it. */
function isBalanced(html: string): boolean {
  const open: string[] = [];
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]*)\b[^<>]*>/gi)) {
    const tag = name.toLowerCase();
    if (empty.has(tag)) continue;
    if (closes === '') open.push(tag);
    else if (open.pop() !== tag) return false;
  }
  return open.length === 0;
}

const empty: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);

function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (entity, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? entity;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    })
    .replaceAll(/\s/g, '');
}

const named: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};
