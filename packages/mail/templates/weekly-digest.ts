import type { DigestMail } from '@throughline/app/ports/mail-content.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import type { Share } from '@throughline/domain/coverage/coverage.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import type { Ask } from '@throughline/domain/digest/asks.ts';
import type {
  DigestPulse,
  Figures,
  Headline,
  ManagerCounts,
  UnitLine,
} from '@throughline/domain/digest/weekly-digest.ts';
import { pastGapWords } from '@throughline/domain/digest/past-gap-words.ts';
import type { Block, Inline, Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';
import { dateText } from '../wording/when.ts';
import { digestTrend } from './digest-trend.ts';

type Shown = Extract<Figures, { kind: 'shown' }>;

export function weeklyDigest({ givenName, organizationName, digest, coverageUrl, digestUrl }: DigestMail): Letter {
  const { figures } = digest;
  return {
    subject: digest.subject,
    preview: digest.verdict,
    blocks: [
      { kind: 'title', text: `Career conversations, ${dateText(digest.asOf)}` },
      { kind: 'paragraph', prose: [`Hello ${givenName}. `, { strong: digest.verdict }] },
      ...(figures.kind === 'shown' ? shown({ figures, week: digest.week, coverageUrl }) : []),
      ...yourManagers(digest.managers),
      {
        kind: 'buttons',
        buttons: [
          { label: 'See the whole picture', url: coverageUrl },
          { label: 'Earlier mails, and how often', url: digestUrl },
        ],
      },
      { kind: 'heading', text: 'How far to trust this' },
      { kind: 'list', items: digest.trust },
      { kind: 'heading', text: 'What the words mean' },
      ...digest.definitions.map((prose): Block => ({ kind: 'small', prose })),
      { kind: 'heading', text: 'Who else gets it' },
      ...digest.alsoSentTo.map((prose): Block => ({ kind: 'small', prose })),
    ],
    whoSeesWhat:
      'Who sees what: leaders get this mail about their own part of the organisation, and leadership and HR about all of it. ' +
      'Units small enough to point at somebody are left out. Nobody sees what is said.',
    reason: `You get this mail on Mondays because you lead managers at ${organizationName}, or see its figures as leadership or HR.`,
    stopLabel: 'Have it once a month, or stop it',
  };
}

function shown({
  figures,
  week,
  coverageUrl,
}: {
  figures: Shown;
  week: string;
  coverageUrl: string;
}): readonly Block[] {
  return [
    {
      kind: 'figures',
      figures: [
        headlineFigure(figures.headline),
        { label: 'booked ahead', value: percentWords(figures.bookedAhead), note: leadWords(figures) },
        { label: 'due soon', value: String(figures.dueWithoutDate), note: 'without a date' },
      ],
    },
    ...asks({ asks: figures.asks, coverageUrl }),
    ...unevenness({ figures, coverageUrl }),
    ...digestTrend({ figures, week }),
    { kind: 'heading', text: 'How the last ones are known to have taken place' },
    {
      kind: 'list',
      items: [
        `Confirmed by the person it was for: ${figures.held.confirmed}`,
        `Recorded attendance: ${figures.held.attendance}`,
        `Claimed by the manager alone: ${figures.held.claimed}`,
        `Unknown: ${figures.held.unknown}`,
        `Ahead of need, of those held: ${shareWords(figures.proactive)}`,
        `Moved by managers: ${count(figures.moves, 'time', 'times')}`,
        ...pastGapWords(figures),
      ],
    },
    ...pulse(figures.pulse),
  ];
}

/** What those said for whom a conversation had taken place, of a whole quarter; never whose answer. */
function pulse(asked: DigestPulse | null): readonly Block[] {
  if (asked === null) return [];
  const { quarter, given } = asked;
  const heading: Block = { kind: 'heading', text: '“Was it about what you want?”' };
  if (given === null) {
    return [
      heading,
      { kind: 'paragraph', prose: `Too few answered in ${quarter} to show how without pointing at somebody.` },
    ];
  }
  const answers = given.yes + given.partly + given.no + given.rather_not_say;
  return [
    heading,
    {
      kind: 'list',
      items: [
        `Yes: ${given.yes} of ${answers}`,
        `Partly: ${given.partly}`,
        `No: ${given.no}`,
        `Rather not say: ${given.rather_not_say}`,
      ],
    },
    { kind: 'small', prose: `Answers of ${quarter}. A quarter is shown once it is over.` },
  ];
}

function headlineFigure({ kind, numerator, denominator, percent, changeInPoints, targetPercent }: Headline) {
  return {
    label: kind === 'current' ? 'current' : 'have a date',
    value: percent === null ? '–' : `${percent}%`,
    note: `${numerator} of ${denominator}${changeWords({ changeInPoints })}; target ${targetPercent}%`,
  };
}

/** In percentage points since last week. */
function changeWords({ changeInPoints }: Pick<UnitLine, 'changeInPoints'>): string {
  if (changeInPoints === null || changeInPoints === 0) return '';
  return `, ${changeInPoints > 0 ? '+' : '−'}${Math.abs(changeInPoints)}`;
}

function leadWords({ medianLeadDays }: Shown): string {
  return medianLeadDays === null ? 'nothing booked yet' : `${medianLeadDays} days, typically`;
}

function asks({ asks: items, coverageUrl }: { asks: readonly Ask[]; coverageUrl: string }): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: 'What would help' },
    {
      kind: 'list',
      items: items.map(({ text, owner, unit }): readonly Inline[] => [
        `${text} Owner: ${owner}. `,
        { link: 'Look', url: unit === null ? coverageUrl : unitUrl({ coverageUrl, key: unitKey(unit) }) },
      ]),
    },
  ];
}

function unevenness({ figures, coverageUrl }: { figures: Shown; coverageUrl: string }): readonly Block[] {
  const { worst, best, hiddenUnits, leavers } = figures;
  const remarks = [
    ...(best === null ? [] : [`Worth asking how they do it: ${best.name}, ${shareWords(best)}${weekWords(best)}.`]),
    ...spread(figures),
    ...([...worst, best].some((line) => line?.shownIn)
      ? ['Where a week is named, the figures are of then: too few have changed since for new ones.']
      : []),
    ...(hiddenUnits === 0
      ? []
      : [`${count(hiddenUnits, 'unit is', 'units are')} left out to protect the people in them.`]),
  ];
  const left = leavers === null ? [] : [leaverWords(leavers)];
  if (worst.length === 0 && left.length === 0 && remarks.length === 0) return [];
  return [
    { kind: 'heading', text: 'Unevenness' },
    ...(worst.length === 0 ? [] : [unitTable({ units: worst, headline: figures.headline, coverageUrl })]),
    ...left.map((prose): Block => ({ kind: 'paragraph', prose })),
    ...(remarks.length === 0 ? [] : [{ kind: 'small' as const, prose: remarks.join(' ') }]),
  ];
}

/** Of figures of an earlier week. */
function weekWords({ shownIn }: UnitLine): string {
  return shownIn === null ? '' : `, in week ${Number(shownIn.split('-W')[1])}`;
}

function spread({ spreadPoints, spreadChangeInPoints: change }: Shown): readonly string[] {
  if (spreadPoints === null) return [];
  const since =
    change === null
      ? ''
      : change === 0
        ? ', as last week'
        : `, ${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than last week`;
  return [
    `Between the tenth of the units that does best and the tenth that does worst lie ${count(spreadPoints, 'point', 'points')}${since}.`,
  ];
}

/** Nobody is told of who is not one of several. */
function leaverWords(leavers: Share): string {
  return `Of ${leavers.denominator} who left within a year, ${leavers.numerator} had no conversation in their last twelve months.`;
}

function unitTable({
  units,
  headline,
  coverageUrl,
}: {
  units: readonly UnitLine[];
  headline: Headline;
  coverageUrl: string;
}): Block {
  return {
    kind: 'table',
    head: ['Unit', headline.kind === 'current' ? 'Current' : 'Have a date'],
    rows: units.map((line) => [
      {
        prose: [{ link: line.name, url: unitUrl({ coverageUrl, key: unitKey(line.unit) }) }],
        ...(line.dueWithoutDate === 0 ? {} : { note: `${line.dueWithoutDate} due soon without a date` }),
      },
      {
        prose: percentWords(line),
        note: `${line.numerator} of ${line.denominator}${changeWords(line)}${weekWords(line)}`,
      },
    ]),
  };
}

function yourManagers(managers: readonly ManagerCounts[]): readonly Block[] {
  if (managers.length === 0) return [];
  return [
    { kind: 'heading', text: 'Your managers' },
    {
      kind: 'table',
      head: ['Who', 'With a date', 'Without'],
      rows: managers.map(({ name, withDate, withoutDate }) => [
        { prose: name },
        { prose: String(withDate) },
        { prose: String(withoutDate) },
      ]),
    },
    {
      kind: 'small',
      prose:
        'Names of your own reports alone, for you alone. Where a date is lacking, a word often helps more than a reminder.',
    },
  ];
}

function unitUrl({ coverageUrl, key }: { coverageUrl: string; key: string }): string {
  const url = new URL(coverageUrl);
  url.searchParams.set('unit', key);
  return url.href;
}

function percentWords(share: Share): string {
  const percent = percentOf(share);
  return percent === null ? '–' : `${percent}%`;
}

function shareWords(share: Share): string {
  return share.denominator === 0
    ? 'nobody to count yet'
    : `${share.numerator} of ${share.denominator} (${percentWords(share)})`;
}
