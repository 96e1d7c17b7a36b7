import type { AnnouncedAgenda } from '@throughline/domain/agenda/announced-agenda.ts';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { renderPdf } from './render-pdf.ts';

/**
 * The agenda as a PDF that hangs on a calendar entry: what this is, the questions with their minutes, where to prepare.
 * Nobody's name and nothing either of the two wrote, since whoever may read the entry may read it. The same agenda
 * gives the same bytes.
 */
export function agendaPdf({ agenda, agendaUrl }: { agenda: AnnouncedAgenda; agendaUrl: string }): Promise<Uint8Array> {
  return renderPdf(document({ agenda, agendaUrl }));
}

const pine = '#1f6b5a';
const palePine = '#eef6f3';
const ink = '#1b2220';
const quiet = '#55605c';
/** In points, A4. */
const margin = 56;
const minutesColumn = 52;

function document({ agenda, agendaUrl }: { agenda: AnnouncedAgenda; agendaUrl: string }): TDocumentDefinitions {
  const minutes = agenda.sections.reduce((sum, section) => sum + section.minutes, 0);
  return {
    info: {
      title: `Career conversation: ${agenda.title}`,
      author: 'Throughline',
      subject: 'Agenda of a career conversation',
      creator: 'Throughline',
      producer: 'Throughline',
    },
    pageMargins: [margin, margin, margin, margin],
    defaultStyle: { fontSize: 11, lineHeight: 1.08, color: ink },
    content: [
      { text: `Career conversation · ${minutes} minutes`, color: pine, bold: true, margin: below(2) },
      { text: agenda.title, fontSize: 25, bold: true, lineHeight: 1.1, outline: true },
      ...(agenda.purpose === '' ? [] : [{ text: agenda.purpose, fontSize: 13, color: quiet, margin: below(14) }]),
      boxed({ text: agenda.opening, after: 16 }),
      ...agenda.sections.map(asSection),
      boxed({
        after: 0,
        text: [
          'To prepare, or to choose other questions:\n',
          { text: agendaUrl, link: agendaUrl, color: pine, decoration: 'underline' },
          '\nOnly the two of you see that page, after signing in, and what you prepare there is yours alone until you share it. ' +
            'This sheet holds the questions and nothing anybody wrote.',
        ],
      }),
    ],
    footer: (page, pages) => (pages === 1 ? '' : { text: `${page} of ${pages}`, alignment: 'center', color: quiet }),
  };
}

/** Kept on one page: a question is no use without its heading. */
function asSection({ title, minutes, questions }: AnnouncedAgenda['sections'][number]): Content {
  return {
    unbreakable: true,
    margin: below(11),
    columns: [
      { width: minutesColumn, text: `${minutes} min`, color: pine, bold: true, margin: [0, 2.5, 0, 0] },
      {
        width: '*',
        stack: [
          { text: title, fontSize: 13.5, bold: true, outline: true, margin: below(2) },
          ...questions.map((question) => ({ text: question, margin: below(3) })),
        ],
      },
    ],
  };
}

/** `after` in points: space at the very end could start an empty page. */
function boxed({ text, after }: { text: Content; after: number }): Content {
  return {
    table: { widths: ['*'], body: [[{ text, margin: [8, 5, 8, 5] }]], dontBreakRows: true },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (column) => (column === 0 ? 3 : 0),
      vLineColor: () => pine,
      fillColor: () => palePine,
    },
    margin: below(after),
  };
}

function below(points: number): [number, number, number, number] {
  return [0, 0, 0, points];
}
