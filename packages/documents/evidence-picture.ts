import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';
import {
  evidenceSections,
  headlineSentence,
  outOf,
  rowWords,
  weekWords,
} from '@throughline/domain/evidence/evidence-sections.ts';
import { evidenceTrendBars } from './evidence-trend-bars.ts';
import { pictureFont, renderPng } from './render-png.ts';
import { shortened } from './shortened.ts';
import { trendColours } from './trend-look.ts';
import { trendSvg } from './trend-svg.ts';

/** Half of what the picture measures in pixels: a slide of 1920 by 1080. */
const slide = { width: 960, height: 540 } as const;
const { words, quiet, newest } = trendColours;
const paper = '#ffffff';
const left = 48;
const middle = 520;

/** The pack as one slide. The same pack gives the same bytes. Its description is `evidencePictureText`. */
export function evidencePicture({ pack }: { pack: EvidencePack }): Promise<Uint8Array> {
  return renderPng(slideSvg(pack));
}

/** What the picture shows, for whoever cannot see it. */
export function evidencePictureText(pack: EvidencePack): string {
  return (
    evidenceSections(pack)
      // Dates of single teams are on the page and in the PDF: a slide is shown to more people.
      .filter(({ kind }) => kind !== 'teams')
      .map(({ title, lines }) => `${title}. ${lines.join(' ')}`)
      .join(' ')
  );
}

function slideSvg(pack: EvidencePack): string {
  const { width, height } = slide;
  const bars = evidenceTrendBars(pack.trend);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    `<rect width="12" height="${height}" fill="${newest}"/>`,
    `<g font-family="${pictureFont}">`,
    text({ x: left, y: 50, size: 17, colour: newest, weight: 600, of: subtitle(pack) }),
    text({ x: left, y: 100, size: 42, weight: 600, of: headlineSentence(pack) }),
    ...figures(pack),
    ...wrappedBlock({ x: left, y: 262, title: 'How unevenly', lines: unevenLines(pack), characters: 64 }),
    ...wrappedBlock({ x: left, y: 438, title: 'What it costs a manager', lines: costLines(pack), characters: 64 }),
    bars.length === 0
      ? ''
      : `<g transform="translate(${middle - 16} 118) scale(0.78)">${trendSvg({ bars, targetPercent: pack.targetPercent })}</g>`,
    ...wrappedBlock({ x: middle, y: 320, title: 'The last weeks', lines: trendLines(pack), characters: 60 }),
    ...(pack.pilot === null
      ? []
      : wrappedBlock({ x: middle, y: 438, title: 'The pilot', lines: pilotLines(pack), characters: 60 })),
    text({ x: left, y: height - 22, size: 11.5, colour: quiet, of: foot(pack) }),
    `</g></svg>`,
  ].join('');
}

function subtitle({ organization, isoWeek }: EvidencePack): string {
  return `Career conversations at ${shortened(organization, 60)} · ${weekWords(isoWeek)}`;
}

function figures({ everyone, targetPercent }: EvidencePack): readonly string[] {
  if (everyone.hidden)
    return wrapped(everyone.why, 56).map((of, at) => text({ x: left, y: 140 + at * 20, size: 16, of }));
  const { coverage, bookedAhead, medianLeadDays, dueWithoutDate } = everyone;
  const boxes = [
    { figure: outOf(coverage), says: `the target is ${targetPercent}%` },
    { figure: medianLeadDays === null ? '–' : String(medianLeadDays), says: 'days ahead (median)' },
    { figure: percentText(percentOf(bookedAhead)), says: 'of those due soon booked ahead' },
    { figure: String(dueWithoutDate), says: 'due and in need of a date' },
  ];
  return boxes.flatMap(({ figure, says }, at) => {
    const x = left + (at % 2) * 220;
    const y = 150 + Math.floor(at / 2) * 54;
    return [
      text({ x, y, size: 27, colour: newest, weight: 600, of: figure }),
      text({ x, y: y + 18, size: 13.5, colour: quiet, of: says }),
    ];
  });
}

function unevenLines({ unevenness: { worst, best, spreadPoints, hidden } }: EvidencePack): readonly string[] {
  const units = hidden.reduce((sum, one) => sum + one.units, 0);
  return [
    spreadPoints === null
      ? 'Too few units show figures to compare them.'
      : `${spreadPoints} points between the best and the worst tenth of the units.`,
    ...(worst.length === 0 ? [] : ['Could use help first:']),
    ...worst.map((row) => `– ${shortened(rowWords(row), 58)}`),
    ...(best === null ? [] : [`Worth learning from: ${shortened(rowWords(best), 48)}`]),
    ...(units === 0 ? [] : [`${units === 1 ? '1 unit is' : `${units} units are`} too small to show figures.`]),
  ];
}

function costLines(pack: EvidencePack): readonly string[] {
  const { intervalDays, durationMinutes, examples } = pack.cadence;
  const hours = examples.map(({ reports, hoursPerYear }) => `${hoursPerYear} h a year with ${reports} reports`);
  return [`${durationMinutes} minutes every ${intervalDays} days: ${hours.join(', ')}.`];
}

function trendLines(pack: EvidencePack): readonly string[] {
  return (evidenceSections(pack).find(({ kind }) => kind === 'trend')?.lines ?? []).map(short).slice(0, 4);
}

function pilotLines(pack: EvidencePack): readonly string[] {
  return (evidenceSections(pack).find(({ kind }) => kind === 'pilot')?.lines ?? []).map(short);
}

function foot({ asOf }: EvidencePack): string {
  return `As of ${asOf.toString()}. Small units show no figures; nobody outside a conversation learns what was said.`;
}

const lineHeight = 18;
/** Of a block, whatever it has to say. */
const mostLines = 7;

function wrappedBlock({
  x,
  y,
  title,
  lines,
  characters,
}: {
  x: number;
  y: number;
  title: string;
  lines: readonly string[];
  characters: number;
}): readonly string[] {
  const all = lines.flatMap((line) => wrapped(line, characters));
  return [
    text({ x, y, size: 16, colour: newest, weight: 600, of: title }),
    ...all.slice(0, mostLines).map((of, at) => text({ x, y: y + 20 + at * lineHeight, size: 14, of })),
  ];
}

function wrapped(line: string, characters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const short = (line: string) => shortened(line, 104);

function text({
  x,
  y,
  size,
  colour = words,
  weight = 400,
  of,
}: {
  x: number;
  y: number;
  size: number;
  colour?: string;
  weight?: 400 | 600;
  of: string;
}): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(of)}</text>`;
}

function percentText(percent: number | null): string {
  return percent === null ? '–' : `${percent}%`;
}

function escaped(plain: string): string {
  return plain.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
