import { readFile } from 'node:fs/promises';
import { cleanText } from './clean-text.ts';
import type { Block, Cell, Inline, Letter, Prose } from './letter.ts';
import { stopLabel } from './stop-label.ts';
import { safeLink } from './safe-link.ts';
import { compileTemplate } from './template.ts';
import type { View } from './template.ts';

const INLINE =
  '{{#plain}}{{text}}{{/plain}}{{#strong}}<strong>{{text}}</strong>{{/strong}}{{#link}}<a href="{{url}}">{{text}}</a>{{/link}}';

export type LetterHtml = (input: { readonly letter: Letter; readonly unsubscribeUrl: string | null }) => string;

/**
 * Turns `layout.mjml` into HTML with holes, which takes tens of milliseconds and is done once; filling it for a letter
 * takes a small part of one.
 */
export async function compileLetterHtml(): Promise<LetterHtml> {
  // Loaded here because most commands never write a mail and MJML is slow to load.
  const { default: mjml2html } = await import('mjml');
  const source = await readFile(new URL('layout.mjml', import.meta.url), 'utf8');
  const { html } = await mjml2html(source.replaceAll('{{>inline}}', INLINE), {
    validationLevel: 'strict',
    // Without this, MJML has Google's servers asked for any font it knows, whenever somebody opens a mail.
    fonts: {},
  });
  const template = compileTemplate(html);
  return ({ letter, unsubscribeUrl }) =>
    template({
      subject: cleanText(letter.subject),
      preview: cleanText(letter.preview),
      blocks: letter.blocks.map((block) => ({ [block.kind]: viewOf(block) })),
      whoSeesWhat: cleanText(letter.whoSeesWhat),
      reason: cleanText(letter.reason),
      ...(unsubscribeUrl === null ? {} : { unsubscribe: { url: safeLink(unsubscribeUrl), label: stopLabel(letter) } }),
    });
}

function viewOf(block: Block): View | readonly View[] {
  switch (block.kind) {
    case 'title':
    case 'heading':
      return { text: cleanText(block.text) };
    case 'paragraph':
    case 'small':
      return { prose: proseView(block.prose) };
    case 'list':
      return { items: block.items.map((prose) => ({ prose: proseView(prose) })) };
    case 'card':
      return { lines: block.lines.map((prose) => ({ prose: proseView(prose) })) };
    case 'buttons':
      return block.buttons.map(({ label, url }, index) => ({
        [index === 0 ? 'main' : 'quiet']: { url: safeLink(url), label: cleanText(label) },
      }));
    case 'table':
      return {
        head: block.head.map((text, index) => ({
          text: cleanText(text),
          place: placeOf({ index, count: block.head.length }),
        })),
        rows: block.rows.map((cells) => ({
          cells: cells.map((cell, index) => cellView({ cell, index, count: cells.length })),
        })),
      };
    case 'figures':
      return {
        items: block.figures.map(({ label, value, note }) => ({
          label: cleanText(label),
          value: cleanText(value),
          note: cleanText(note),
        })),
      };
    case 'trend':
      return { picture: block.pictureId, alt: cleanText(block.alt), caption: cleanText(block.caption) };
  }
}

function cellView({ cell, index, count }: { cell: Cell; index: number; count: number }): View {
  return {
    place: placeOf({ index, count }),
    prose: proseView(cell.prose),
    ...(cell.note === undefined ? {} : { note: { text: cleanText(cell.note) } }),
  };
}

function placeOf({ index, count }: { index: number; count: number }): string {
  return index > 0 && index === count - 1 ? 'last' : '';
}

function proseView(prose: Prose): readonly View[] {
  return typeof prose === 'string' ? [inlineView(prose)] : prose.map(inlineView);
}

function inlineView(inline: Inline): View {
  if (typeof inline === 'string') return { plain: { text: cleanText(inline) } };
  if ('strong' in inline) return { strong: { text: cleanText(inline.strong) } };
  return { link: { text: cleanText(inline.link), url: safeLink(inline.url) } };
}
