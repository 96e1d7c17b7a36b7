import { percentOf } from '../coverage/coverage.ts';
import type { Share } from '../coverage/coverage.ts';
import type { Figures, TrendPoint, UnitLine, WeeklyDigest } from './weekly-digest.ts';

/** The digest as plain text that reads well in any mail program: 72 columns, no tables that break, no pictures needed. */
export function digestText({ digest, coverageUrl }: { digest: WeeklyDigest; coverageUrl: string }): string {
  const { figures, managers } = digest;
  return [
    wrapped(digest.verdict, '').join('\n'),
    ...(figures.kind === 'shown' ? sectionsOf(figures) : []),
    section(
      'Your managers',
      managers.map(({ name, withDate, withoutDate }) => `${name}: ${withDate} with a date, ${withoutDate} without`),
    ),
    section('How far to trust this', digest.trust),
    `The whole picture: ${coverageUrl}`,
    section('What the words mean', digest.definitions),
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

function sectionsOf(figures: Extract<Figures, { kind: 'shown' }>): readonly (string | null)[] {
  const { held, worst, best, spreadPoints, hiddenUnits } = figures;
  return [
    section(
      'What would help',
      figures.asks.map(({ text }) => text),
    ),
    section('Ahead of need', [
      `Booked ahead: ${shareWords(figures.bookedAhead)}`,
      ...(figures.medianLeadDays === null ? [] : [`Median lead time: ${figures.medianLeadDays} days`]),
      `Due soon and without a date: ${figures.dueWithoutDate}`,
      ...pastGapWords(figures),
    ]),
    section('Unevenness', [
      ...worst.map(unitWords),
      ...(best === null ? [] : [`Worth asking how they do it: ${unitWords(best)}`]),
      ...(spreadPoints === null ? [] : [`Between the lowest and the highest: ${spreadPoints} points`]),
      ...(hiddenUnits === 0 ? [] : [`Units not shown, to protect people in small ones: ${hiddenUnits}`]),
    ]),
    section('How the last conversations are known to have taken place', [
      `Confirmed by the report: ${held.confirmed}`,
      `Attendance: ${held.attendance}`,
      `Claimed by the manager: ${held.claimed}`,
      `Unknown: ${held.unknown}`,
      `Proactive, of those held: ${shareWords(figures.proactive)}`,
      `Moved by managers: ${figures.moves} times`,
    ]),
    section(`The last ${figures.trend.length} weeks`, figures.trend.map(trendWords)),
  ];
}

/** Nothing where everybody is within it. */
export function pastGapWords({
  pastLongestGap: { throughLeave, otherwise },
}: Pick<Extract<Figures, { kind: 'shown' }>, 'pastLongestGap'>): readonly string[] {
  if (throughLeave + otherwise === 0) return [];
  return [`Past the longest gap: ${otherwise}, and through leave: ${throughLeave}`];
}

/** `null` where there is nothing to say. */
function section(title: string, lines: readonly string[]): string | null {
  if (lines.length === 0) return null;
  return [title.toUpperCase(), ...lines.flatMap((line) => wrapped(line, '- '))].join('\n');
}

function shareWords(share: Share): string {
  const percent = percentOf(share);
  return percent === null ? 'nobody to count' : `${share.numerator} of ${share.denominator} (${percent}%)`;
}

function unitWords(line: UnitLine): string {
  const need = line.dueWithoutDate === 0 ? '' : `, ${line.dueWithoutDate} due soon without a date`;
  return `${line.name}: ${shareWords(line)}${need}`;
}

function trendWords({ week, headline, note }: TrendPoint): string {
  const percent = headline && percentOf(headline);
  const bar =
    percent === null
      ? 'no figure'
      : `${'#'.repeat(Math.round(percent / percentPerMark)).padEnd(100 / percentPerMark)} ${percent}%`;
  return `${week}  ${bar}${note === null ? '' : `  ${note}`}`;
}

const percentPerMark = 5;
const columns = 72;

/** Breaks between words; what follows stands under the first word. */
function wrapped(text: string, bullet: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && bullet.length + last.length + 1 + word.length <= columns)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines.map((line, index) => (index === 0 ? bullet : ' '.repeat(bullet.length)) + line);
}
