import { percentOf, type Share } from '../coverage/coverage.ts';
import type { EvidencePack, EvidenceRow } from './evidence-pack.ts';
import type { TeamDates } from './team-dates.ts';

export type EvidenceSection = {
  readonly kind: 'coverage' | 'unevenness' | 'trend' | 'cost' | 'pilot' | 'teams';
  readonly title: string;
  readonly lines: readonly string[];
};

/** The whole pack in words: the page's text, the picture's description, and what the PDF says beside its figures. */
export function evidenceSections(pack: EvidencePack): readonly EvidenceSection[] {
  const { pilot, teams } = pack;
  return [
    { kind: 'coverage', title: 'Coverage', lines: coverageLines(pack) },
    { kind: 'unevenness', title: 'Unevenness', lines: unevennessLines(pack) },
    { kind: 'trend', title: 'The trend', lines: trendLines(pack) },
    { kind: 'cost', title: 'What it costs a manager', lines: cadenceLines(pack) },
    ...(pilot === null ? [] : [{ kind: 'pilot' as const, title: 'The pilot', lines: pilotLines(pack) }]),
    ...(teams === null || teams.length === 0
      ? []
      : [
          {
            kind: 'teams' as const,
            title: 'Dates of single teams, released by their managers',
            lines: teams.map(teamLine),
          },
        ]),
  ];
}

/** '84% are current', or that there is no figure. */
export function headlineSentence(pack: EvidencePack): string {
  if (pack.everyone.hidden) return 'No figure this week';
  const percent = percentOf(pack.everyone.coverage);
  return percent === null ? 'Nobody is counted yet' : `${percent}% ${headlineVerb(pack)}`;
}

export function headlineVerb({ headline }: Pick<EvidencePack, 'headline'>): string {
  return headline === 'current' ? 'are current' : 'have a date';
}

/** '42 of 50'. */
export function outOf({ numerator, denominator }: Share): string {
  return `${numerator} of ${denominator}`;
}

function coverageLines(pack: EvidencePack): readonly string[] {
  const { everyone, targetPercent } = pack;
  if (everyone.hidden) return [`No figures of everyone: ${everyone.why}`];
  const { coverage, bookedAhead, medianLeadDays, dueWithoutDate } = everyone;
  return [
    `${headlineSentence(pack)}: ${outOf(coverage)}. The target is ${targetPercent}%.`,
    `${outOf(bookedAhead)} who are due soon were invited with full lead time${medianLeadDays === null ? '' : `; half of all invitations came ${medianLeadDays} days ahead or more`}.`,
    dueWithoutDate === 1 ? '1 is due and needs a date.' : `${dueWithoutDate} are due and need a date.`,
  ];
}

function unevennessLines({ unevenness }: EvidencePack): readonly string[] {
  const { worst, best, spreadPoints, changeInPoints, hidden } = unevenness;
  const change =
    changeInPoints === null || changeInPoints === 0
      ? ''
      : `, ${Math.abs(changeInPoints)} ${changeInPoints > 0 ? 'more' : 'fewer'} than the week before`;
  return [
    spreadPoints === null
      ? 'Too few units show figures to compare them.'
      : `${spreadPoints} percentage points lie between the best tenth of the units and the tenth that could use most help${change}.`,
    ...(worst.length === 0 ? [] : [`Could use help first: ${worst.map(rowWords).join('; ')}.`]),
    ...(best === null ? [] : [`Worth learning from: ${rowWords(best)}.`]),
    ...hidden.map(({ why, units }) => `${units === 1 ? '1 unit shows' : `${units} units show`} no figures: ${why}`),
  ];
}

function trendLines({ trend, headline }: EvidencePack): readonly string[] {
  const known = trend.filter(({ percent, isOther }) => percent !== null && !isOther);
  const [first] = known;
  const last = known.at(-1);
  const notes = trend.flatMap(({ week, note }) => (note === null ? [] : [`W${weekWords(week).slice(1)}: ${note}`]));
  const others = trend.some(({ isOther }) => isOther)
    ? [`Outlined weeks counted ${headline === 'current' ? 'who had a date' : 'who was current'}.`]
    : [];
  if (first === undefined || last === undefined) return ['There are no weeks to compare yet.', ...others, ...notes];
  return [
    first === last
      ? `${first.percent}% in ${weekWords(first.week)}; there is no other week to compare yet.`
      : `From ${first.percent}% in ${weekWords(first.week)} to ${last.percent}% in ${weekWords(last.week)}.`,
    ...others,
    ...notes,
  ];
}

function cadenceLines({ cadence: { intervalDays, durationMinutes, examples } }: EvidencePack): readonly string[] {
  const hours = examples.map(({ reports, hoursPerYear }) => `${hoursPerYear} hours a year with ${reports} reports`);
  return [`A conversation of ${durationMinutes} minutes every ${intervalDays} days is ${hours.join(', ')}.`];
}

function pilotLines({ pilot }: EvidencePack): readonly string[] {
  if (pilot === null) return [];
  if (pilot.kind === 'not_shown') return [pilot.why];
  return [
    `${rowWords(pilot.pilot)}.`,
    `Beside it the whole organisation, the pilot included: ${percentOf(pilot.everyone.share) ?? 0}%, ${outOf(pilot.everyone.share)}.`,
  ];
}

function teamLine({ manager, reports, dates }: TeamDates): string {
  const each = dates.map(({ on, leadDays, moves }) => {
    const moved = moves === 0 ? '' : moves === 1 ? ', moved once' : `, moved ${moves} times`;
    return `${on.toString()} (${leadDays} days ahead${moved})`;
  });
  return `${manager}: ${dates.length} of ${reports} have a date${each.length === 0 ? '' : `: ${each.join('; ')}`}.`;
}

export function rowWords({ name, share }: EvidenceRow): string {
  const percent = percentOf(share);
  return `${name} ${percent === null ? 'without figures' : `${percent}%`} (${outOf(share)})`;
}

/** '2026-W48' → 'week 48, 2026'. */
export function weekWords(isoWeek: string): string {
  const [year, week = ''] = isoWeek.split('-W');
  return `week ${Number(week)}, ${year}`;
}
