import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';
import {
  evidenceSections,
  headlineSentence,
  headlineVerb,
  outOf,
  weekWords,
  type EvidenceSection,
} from '@throughline/domain/evidence/evidence-sections.ts';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { evidenceTrendBars } from './evidence-trend-bars.ts';
import { renderPdf } from './render-pdf.ts';
import { shortened } from './shortened.ts';
import { trendPictureSize } from './trend-look.ts';
import { trendPicture } from './trend-picture.ts';

export type Paper = 'A4' | 'LETTER';

/**
 * The pack on one page, for whoever takes it into a leadership forum. The same pack gives the same bytes. What it shows in
 * a picture stands in words below it, since pictures in these files carry no description of their own.
 */
export async function evidencePackPdf({ pack, paper }: { pack: EvidencePack; paper: Paper }): Promise<Uint8Array> {
  const bars = evidenceTrendBars(pack.trend);
  const trend = bars.length === 0 ? null : await trendPicture({ bars, targetPercent: pack.targetPercent });
  for (const room of rooms) {
    const bytes = await renderPdf(document({ pack, paper, trend, room }));
    if (pagesOf(bytes) === 1) return bytes;
  }
  throw new Error(`The evidence pack of ${pack.isoWeek} does not fit one page`);
}

/** How much is said of each thing: less where there is more to say than one page holds. */
type Room = { readonly lines: number; readonly characters: number; readonly teams: number };
const rooms: readonly Room[] = [
  { lines: 6, characters: 260, teams: 6 },
  { lines: 5, characters: 180, teams: 5 },
  { lines: 4, characters: 120, teams: 4 },
  { lines: 3, characters: 90, teams: 3 },
  { lines: 2, characters: 70, teams: 2 },
];

function pagesOf(bytes: Uint8Array): number {
  return [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/g),
  ].length;
}

const pine = '#1f6b5a';
const palePine = '#eef6f3';
const ink = '#1b2220';
const quiet = '#55605c';
/** In points. */
const margin = 40;

function document({
  pack,
  paper,
  trend,
  room,
}: {
  pack: EvidencePack;
  paper: Paper;
  trend: Uint8Array | null;
  room: Room;
}): TDocumentDefinitions {
  const sectionsOf = (kinds: readonly Kind[]) => sections({ pack, kinds, room });
  const title = `Career conversations at ${shortened(pack.organization, 60)}, ${weekWords(pack.isoWeek)}`;
  return {
    info: {
      title,
      author: 'Throughline',
      subject: 'Evidence for a leadership forum',
      creator: 'Throughline',
      producer: 'Throughline',
    },
    pageSize: paper,
    pageMargins: [margin, 34, margin, 46],
    defaultStyle: { fontSize: 10.5, lineHeight: 1.12, color: ink },
    content: [
      { text: title, color: pine, bold: true, margin: below(2) },
      { text: headlineSentence(pack), fontSize: 26, bold: true, lineHeight: 1.1, outline: true, margin: below(6) },
      figures(pack),
      {
        columns: [
          { width: '*', stack: sectionsOf(leftSide) },
          { width: '*', stack: [...trendOf(trend), ...sectionsOf(rightSide)] },
        ],
        columnGap: 22,
        margin: [0, 12, 0, 0],
      },
      ...sectionsOf(belowBoth),
    ],
    footer: {
      text: `${pack.freshness} Units of fewer than five people or three managers show no figures, nor do any that would give theirs away. Nobody outside a conversation learns what was said.`,
      fontSize: 7.5,
      color: quiet,
      margin: [margin, 4, margin, 0],
    },
  };
}

type Kind = EvidenceSection['kind'];
const leftSide: readonly Kind[] = ['coverage', 'unevenness'];
const rightSide: readonly Kind[] = ['trend', 'pilot', 'cost'];
const belowBoth: readonly Kind[] = ['teams'];

function figures(pack: EvidencePack): Content {
  const { everyone, unevenness } = pack;
  if (everyone.hidden) return boxes([{ figure: '–', words: everyone.why }]);
  const { coverage, bookedAhead, medianLeadDays, dueWithoutDate } = everyone;
  return boxes([
    { figure: percentText(percentOf(coverage)), words: `${outOf(coverage)} ${headlineVerb(pack)}` },
    { figure: percentText(percentOf(bookedAhead)), words: `${outOf(bookedAhead)} due soon booked ahead` },
    { figure: medianLeadDays === null ? '–' : String(medianLeadDays), words: 'days ahead, the median invitation' },
    { figure: String(dueWithoutDate), words: 'due and in need of a date' },
    {
      figure: unevenness.spreadPoints === null ? '–' : String(unevenness.spreadPoints),
      words: 'points between the best and the worst units',
    },
  ]);
}

function boxes(all: readonly { readonly figure: string; readonly words: string }[]): Content {
  const cells = all.map(({ figure, words }): TableCell => ({
    stack: [
      { text: figure, fontSize: 20, bold: true, color: pine },
      { text: shortened(words, 90), fontSize: 8.5, color: quiet },
    ],
    margin: [4, 2, 4, 2],
  }));
  return {
    table: { widths: cells.map(() => '*'), body: [cells] },
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, fillColor: () => palePine },
  };
}

function trendOf(trend: Uint8Array | null): Content[] {
  if (trend === null) return [];
  const width = 246;
  const data = Buffer.from(trend).toString('base64');
  const height = (width * trendPictureSize.height) / trendPictureSize.width;
  return [{ image: `data:image/png;base64,${data}`, width, height, margin: below(6) }];
}

function sections({ pack, kinds, room }: { pack: EvidencePack; kinds: readonly Kind[]; room: Room }): Content[] {
  return evidenceSections(pack)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, title, lines }) => {
      const limit = belowBoth.includes(kind) ? room.teams : room.lines;
      const left = lines.length - limit;
      return {
        stack: [
          { text: title, fontSize: 12.5, bold: true, outline: true, color: pine, margin: below(2) },
          ...lines.slice(0, limit).map((line) => ({ text: shortened(line, room.characters), margin: below(2) })),
          ...(left > 0 ? [{ text: `And ${left} more, on the page Evidence.`, color: quiet }] : []),
        ],
        margin: [0, belowBoth.includes(kind) ? 4 : 0, 0, 8],
      };
    });
}

function percentText(percent: number | null): string {
  return percent === null ? '–' : `${percent}%`;
}

function below(points: number): [number, number, number, number] {
  return [0, 0, 0, points];
}
