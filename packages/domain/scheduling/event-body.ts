import type { AnnouncedAgenda } from '../agenda/announced-agenda.ts';
import { agendaMarks } from './agenda-marks.ts';

/** Pieces of the text; HTML and plain text are made from the same ones, so they cannot differ. */
type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** The text of a calendar entry: why nobody need be alarmed, the generic agenda, the agenda page, who sees what. */
export function eventBody({ agenda, agendaUrl }: { agenda: AnnouncedAgenda; agendaUrl: string }): {
  readonly html: string;
  readonly text: string;
} {
  const blocks: readonly Block[] = [
    { kind: 'paragraph', text: agenda.opening },
    { kind: 'paragraph', text: agendaMarks.start },
    { kind: 'heading', text: `Agenda: ${agenda.title}` },
    ...agenda.sections.flatMap(({ title, questions }): readonly Block[] => [
      { kind: 'paragraph', text: title },
      { kind: 'list', items: questions },
    ]),
    { kind: 'paragraph', text: agendaMarks.end },
    {
      kind: 'link',
      text: 'Agenda page, to prepare or to choose other questions (for the two of you, after signing in)',
      url: agendaUrl,
    },
    { kind: 'heading', text: 'Who sees what' },
    {
      kind: 'list',
      items: [
        'This entry is private: the two of you see it, and whoever either of you lets read private entries.',
        'The agenda page is shown to the two of you only, and what you prepare there to you alone until you share it.',
        'HR sees the date and whether it took place. Leadership sees numbers for large enough units, no names.',
      ],
    },
  ];
  return { html: blocks.map(asHtml).join('\n'), text: blocks.map(asText).join('\n\n') };
}

function asHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'heading':
      return `<p><b>${escaped(block.text)}</b></p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'link':
      return `<p><a href="${escaped(block.url)}">${escaped(block.text)}</a>: ${escaped(block.url)}</p>`;
  }
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'link':
      return `${block.text}: ${block.url}`;
  }
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
