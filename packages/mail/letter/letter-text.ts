import { cleanText } from './clean-text.ts';
import type { Block, Cell, Inline, Letter, Prose, TrendWeek } from './letter.ts';
import { safeLink } from './safe-link.ts';
import { stopLabel } from './stop-label.ts';

/** The letter as plain text: everything the HTML says, links written out. Lines are left for the reader's program to wrap. */
export function letterText({ letter, unsubscribeUrl }: { letter: Letter; unsubscribeUrl: string | null }): string {
  const footer = [
    '--',
    cleanText(letter.whoSeesWhat),
    cleanText(letter.reason),
    ...(unsubscribeUrl === null ? [] : [`${stopLabel(letter)}: ${safeLink(unsubscribeUrl)}`]),
  ];
  return `${[...letter.blocks.map(blockText), footer.join('\n')].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'title':
      return underlined({ text: block.text, line: '=' });
    case 'heading':
      return underlined({ text: block.text, line: '-' });
    case 'paragraph':
    case 'small':
      return proseText(block.prose);
    case 'list':
      return block.items.map((prose) => `- ${proseText(prose)}`).join('\n');
    case 'card':
      return block.lines.map((prose) => `  ${proseText(prose)}`).join('\n');
    case 'buttons':
      return block.buttons.map(({ label, url }) => `${cleanText(label)}:\n${safeLink(url)}`).join('\n\n');
    case 'table':
      return block.rows.map((cells) => rowText({ head: block.head, cells })).join('\n');
    case 'figures':
      return block.figures.map(({ label, value, note }) => cleanText(`- ${label}: ${value} (${note})`)).join('\n');
    case 'trend':
      return [cleanText(block.caption), ...block.weeks.map(weekText)].join('\n');
  }
}

const percentPerMark = 5;

/** As "2026-W47  ################·  84%"; weeks that count something else have a bar of their own. */
function weekText({ week, percent, isOther, note }: TrendWeek): string {
  const marks = (isOther ? '=' : '#').repeat(Math.round((percent ?? 0) / percentPerMark));
  const share = percent === null ? 'no figure' : `${marks.padEnd(100 / percentPerMark, '.')} ${percent}%`;
  return cleanText(`${week}  ${share}${note === null ? '' : `  (${note.mark}) ${note.text}`}`);
}

// As "- Ana Ruiz (looking for a time); Best by: 12 January 2027", since columns break on narrow screens; links below it.
function rowText({ head, cells }: { head: readonly string[]; cells: readonly Cell[] }): string {
  const [first, ...rest] = cells.map(cellText);
  const row = [`- ${first}`, ...rest.map((text, index) => `${cleanText(head[index + 1] ?? '')}: ${text}`)].join('; ');
  return [row, ...cells.flatMap(({ prose }) => linksIn(prose).map((url) => `  ${url}`))].join('\n');
}

function cellText({ prose, note }: Cell): string {
  const text = typeof prose === 'string' ? cleanText(prose) : prose.map(wordsOf).join('');
  return note === undefined ? text : `${text} (${cleanText(note)})`;
}

function linksIn(prose: Prose): readonly string[] {
  if (typeof prose === 'string') return [];
  return prose.flatMap((inline) => (typeof inline === 'object' && 'link' in inline ? [safeLink(inline.url)] : []));
}

function proseText(prose: Prose): string {
  return typeof prose === 'string' ? inlineText(prose) : prose.map(inlineText).join('');
}

function inlineText(inline: Inline): string {
  const isLink = typeof inline === 'object' && 'link' in inline;
  return isLink ? `${wordsOf(inline)} (${safeLink(inline.url)})` : wordsOf(inline);
}

function wordsOf(inline: Inline): string {
  if (typeof inline === 'string') return cleanText(inline);
  return cleanText('strong' in inline ? inline.strong : inline.link);
}

function underlined({ text, line }: { text: string; line: string }): string {
  const clean = cleanText(text);
  return `${clean}\n${line.repeat(Math.min(clean.length, 60))}`;
}
