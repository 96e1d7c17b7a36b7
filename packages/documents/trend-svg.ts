import { pictureFont } from './render-png.ts';
import { trendColours, trendPictureSize } from './trend-look.ts';

/** One week's share, oldest first. */
export type TrendBar = {
  /** As it stands below the bar: a week's number. */
  readonly label: string;
  /** 0–100; `null` where there is no figure. */
  readonly percent: number | null;
  /** Counts something other than the newest does, as the headline does until a rollout ends. */
  readonly isOther: boolean;
  /** Refers to a note beside the picture; `null` where nothing changed. */
  readonly mark: number | null;
};

const { width, height } = trendPictureSize;
const { paper, words, quiet, bar, newest } = trendColours;
const chart = { left: 16, right: width - 16, top: 44, bottom: height - 36 };
const full = chart.bottom - chart.top;

/** The bars as a drawing on paper of its own, by itself or inside another. */
export function trendSvg({ bars, targetPercent }: { bars: readonly TrendBar[]; targetPercent: number }): string {
  const step = (chart.right - chart.left) / Math.max(1, bars.length);
  const targetAt = heightOf(targetPercent);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    `<g font-family="${pictureFont}" font-size="18" text-anchor="middle">`,
    line({ to: chart.right, y: chart.bottom, dashed: false }),
    ...bars.map((each, index) => barOf({ each, index, count: bars.length, step })),
    line({ to: chart.right, y: targetAt, dashed: true }),
    ...bars.map((each, index) => wordsOf({ each, index, count: bars.length, step })),
    line({ to: chart.left + 20, y: 11, dashed: true }),
    `<text x="${chart.left + 28}" y="16" fill="${quiet}" text-anchor="start" font-size="17">target ${targetPercent}%</text>`,
    `</g></svg>`,
  ].join('');
}

type Placed = { readonly each: TrendBar; readonly index: number; readonly count: number; readonly step: number };

function barOf({ each: { percent, isOther }, index, count, step }: Placed): string {
  const middle = middleOf({ index, step });
  if (percent === null) return `<text x="${middle}" y="${chart.bottom - 8}" fill="${quiet}">–</text>`;
  const wide = round(Math.min(step - 6, 44));
  const top = heightOf(percent);
  const colour = index === count - 1 ? newest : bar;
  const paint = isOther ? `fill="${paper}" stroke="${colour}" stroke-width="2"` : `fill="${colour}"`;
  return `<rect x="${round(middle - wide / 2)}" y="${top}" width="${wide}" height="${round(chart.bottom - top)}" rx="2" ${paint}/>`;
}

/** The first and the newest share, the weeks' numbers and the marks; all figures stand in the picture's description. */
function wordsOf({ each, index, count, step }: Placed): string {
  const middle = middleOf({ index, step });
  const isNamed = index === 0 || index === count - 1;
  return [
    isNamed && each.percent !== null ? share({ percent: each.percent, middle }) : '',
    isNamed || each.mark !== null ? label({ each, middle }) : '',
    each.mark === null ? '' : markOf({ mark: each.mark, middle }),
  ].join('');
}

function share({ percent, middle }: { percent: number; middle: number }): string {
  const look = `fill="${words}" font-size="20" font-weight="600" stroke="${paper}" stroke-width="6" paint-order="stroke"`;
  return `<text x="${middle}" y="${heightOf(percent) - 7}" ${look}>${percent}%</text>`;
}

function markOf({ mark, middle }: { mark: number; middle: number }): string {
  return (
    `<circle cx="${middle}" cy="${chart.bottom - 14}" r="11" fill="${words}"/>` +
    `<text x="${middle}" y="${chart.bottom - 8}" fill="${paper}" font-size="16" font-weight="600">${mark}</text>`
  );
}

function middleOf({ index, step }: Pick<Placed, 'index' | 'step'>): number {
  return round(chart.left + step * (index + 0.5));
}

function label({ each, middle }: { each: TrendBar; middle: number }): string {
  return `<text x="${middle}" y="${height - 14}" fill="${quiet}">${escaped(each.label)}</text>`;
}

function line({ to, y, dashed }: { to: number; y: number; dashed: boolean }): string {
  const dashes = dashed ? ' stroke-dasharray="6 4"' : '';
  return `<line x1="${chart.left}" x2="${to}" y1="${y}" y2="${y}" stroke="${quiet}" stroke-width="2"${dashes}/>`;
}

function heightOf(percent: number): number {
  return round(chart.bottom - (full * Math.min(100, Math.max(0, percent))) / 100);
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
