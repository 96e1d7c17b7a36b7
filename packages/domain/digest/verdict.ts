import type { Figures, Headline } from './weekly-digest.ts';

/** The subject says how it stands, so that a week without need of action costs nobody a click. */
export function subjectOf(figures: Figures): string {
  if (figures.kind === 'withheld') return 'Career conversations: no figures this week';
  return `Career conversations: ${headlineWords(figures.headline)}, ${needWords(figures)}`;
}

/** At most 40 words, names of units not among them. */
export function verdictOf({ figures, soonOn }: { figures: Figures; soonOn: string }): string {
  if (figures.kind === 'withheld') return figures.why;
  const { headline, dueWithoutDate } = figures;
  if (headline.percent === null) return 'Nobody counts yet: the first conversations are still ahead.';
  const stand =
    headline.kind === 'current'
      ? `${headline.numerator} of ${headline.denominator} people are current`
      : `${headline.numerator} of ${headline.denominator} people due this quarter have a date`;
  const comparison =
    headline.changeInPoints === null ? '' : `, ${changeWords(headline.changeInPoints)} since last week`;
  const need =
    dueWithoutDate === 0
      ? 'No action this week.'
      : `${dueWithoutDate} due by ${soonOn} ${dueWithoutDate === 1 ? 'needs' : 'need'} a date.`;
  return `${stand}: ${headline.percent}%${comparison}; the target is ${headline.targetPercent}%. ${need}`;
}

function headlineWords({ kind, percent, changeInPoints }: Headline): string {
  if (percent === null) return 'the first are still ahead';
  const change =
    changeInPoints === null || changeInPoints === 0
      ? ''
      : ` (${changeInPoints > 0 ? '+' : '−'}${Math.abs(changeInPoints)})`;
  return `${percent}% ${kind === 'current' ? 'current' : 'have a date'}${change}`;
}

function needWords({ unitsInNeed, dueWithoutDate }: Extract<Figures, { kind: 'shown' }>): string {
  if (dueWithoutDate === 0) return 'no action this week';
  if (unitsInNeed === 0) return `${dueWithoutDate} ${dueWithoutDate === 1 ? 'needs' : 'need'} a date`;
  return unitsInNeed === 1 ? '1 unit needs you' : `${unitsInNeed} units need you`;
}

function changeWords(points: number): string {
  if (points === 0) return 'unchanged';
  const size = Math.abs(points);
  return `${size} ${size === 1 ? 'point' : 'points'} ${points > 0 ? 'up' : 'down'}`;
}
