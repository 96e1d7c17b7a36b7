import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import type { Figures, TrendPoint } from '@throughline/domain/digest/weekly-digest.ts';
import type { Block, TrendWeek } from '../letter/letter.ts';

type Shown = Extract<Figures, { kind: 'shown' }>;

/** Up to 13 weeks as a picture, with every figure in its description, and what changed in the policies below it. */
export function digestTrend({
  figures: { trend: points, headline },
  week,
}: {
  figures: Pick<Shown, 'trend' | 'headline'>;
  week: string;
}): readonly Block[] {
  if (points.length < 2) return [];
  const weeks = weeksOf({ points, kind: headline.kind });
  const counted = headline.kind === 'current' ? 'people who are current' : 'people who have a date';
  const figures = weeks.map((each) => `${each.week}: ${percentWords(each)}`).join(', ');
  const notes = weeks.flatMap(({ week: of, note }) => (note === null ? [] : [{ of, ...note }]));
  return [
    { kind: 'heading', text: `The last ${points.length} weeks` },
    {
      kind: 'trend',
      pictureId: `trend-${week}@throughline`,
      alt: `Share of ${counted}, week by week, against a target of ${headline.targetPercent}%. ${figures}.`,
      caption: captionOf(weeks),
      targetPercent: headline.targetPercent,
      weeks,
    },
    ...notes.map(({ of, mark, text }): Block => ({ kind: 'small', prose: `(${mark}) ${of}: ${text}` })),
  ];
}

function weeksOf({
  points,
  kind,
}: {
  points: readonly TrendPoint[];
  kind: Shown['headline']['kind'];
}): readonly TrendWeek[] {
  let marks = 0;
  return points.map(({ week, headline, note }) => ({
    week,
    percent: headline && percentOf(headline),
    isOther: headline !== null && headline.kind !== kind,
    note: note === null ? null : { mark: ++marks, text: note },
  }));
}

function captionOf(weeks: readonly TrendWeek[]): string {
  const [oldest, newest] = [weeks[0], weeks.at(-1)].map((each) => each && `${percentWords(each)} in ${each.week}`);
  const other = weeks.some(({ isOther }) => isOther)
    ? ' Weeks outlined, or with =, counted who has a date, as until first due dates had come round.'
    : '';
  return `From ${oldest} to ${newest}.${other}`;
}

function percentWords({ percent }: Pick<TrendWeek, 'percent'>): string {
  return percent === null ? 'no figure' : `${percent}%`;
}
