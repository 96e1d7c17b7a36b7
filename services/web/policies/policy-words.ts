import type { PoliciesResponse, PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { formatDate } from '../app/times.ts';

export type StandingPolicy = PoliciesResponse['policies'][number];
export type Audience = StandingPolicy['audience'];
export type Rules = StandingPolicy['rules'];
export type Step = Rules['steps'][number];

export function audienceWords(audience: Audience, personName: string | null = null): string {
  switch (audience.kind) {
    case 'everyone':
      return 'everyone';
    case 'group':
      return `the group ${audience.group}`;
    case 'level':
      return `level ${audience.level}`;
    case 'country':
      return `people in ${audience.country}`;
    case 'person':
      return personName ?? 'one person';
  }
}

/** What it asks, in sentences. */
export function ruleSentences(rules: Rules): readonly string[] {
  return [
    `Every ${rules.interval_days} days, ${rules.duration_minutes} minutes, invited ${rules.lead_time_days} days ahead.`,
    `The first within ${rules.first_within_days_of_hire} days of being hired and ${rules.first_within_days_of_new_manager} of a new manager; for those already here spread over ${rules.rollout_days} days.`,
    `At most ${rules.max_per_manager_per_week} in a manager’s week and ${rules.max_per_person_per_day} in anybody’s day, ${rules.one_on_one_distance_hours} hours apart from the regular 1:1.`,
    `Whoever falls due within ${rules.planning_horizon_days} days gets a date. Nobody goes without for more than ${rules.gap_ceiling_days} days. The target is ${rules.target_percent}%.`,
    ...(rules.blackouts.length === 0
      ? []
      : [
          `None in ${listed(rules.blackouts.map(({ from, to, label }) => `${label} (${formatDate(from)} to ${formatDate(to)})`))}.`,
        ]),
    rules.steps.length === 0
      ? 'When one slips nobody is asked to help.'
      : `When one slips, ${listed([...new Set(rules.steps.map(({ who }) => stepPeople[who]))])} are asked to help, in ${rules.steps.length} steps.`,
  ];
}

export const stepPeople: Readonly<Record<Step['who'], string>> = {
  report: 'the report',
  manager: 'the manager',
  skip_level: 'the manager’s manager',
  hr: 'HR',
};

export const stepOccasions: Readonly<Record<Step['when'], string>> = {
  before_due: 'days before it is due, without a date in sight',
  due_without_a_date: 'days after it is due, without a date',
  after_silence: 'days after it, nothing said of whether it took place',
  moved_often: 'days after the manager moved it often',
};

/** What changes for people, beside what stands. */
export function changeSentences({ totals }: PolicyPreview): readonly string[] {
  const { now, draft, people, sooner, later, enters, leaves, same } = totals;
  const difference = Math.round((draft.hours - now.hours) * 10) / 10;
  const hours = `${hoursText(draft.hours)} of conversations in place of ${hoursText(now.hours)}`;
  return [
    difference === 0
      ? `As many hours as now: ${hoursText(draft.hours)} of conversations.`
      : `${hoursText(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}: ${hours}.`,
    `Of ${peopleText(people)}, ${listed(
      [
        { count: same, words: 'due as now' },
        { count: sooner, words: 'sooner' },
        { count: later, words: 'later' },
        { count: enters, words: 'asked who are not asked now' },
        { count: leaves, words: 'no longer asked' },
      ].flatMap(({ count, words }) => (count === 0 ? [] : [`${count} ${words}`])),
    )}.`,
  ];
}

export const changeWords: Readonly<Record<PolicyPreview['people'][number]['change'], string>> = {
  same: 'As now',
  sooner: 'Sooner',
  later: 'Later',
  enters: 'New',
  leaves: 'No longer',
};

export function hoursText(hours: number): string {
  const rounded = (Math.round(hours * 10) / 10).toLocaleString('en');
  return rounded === '1' ? '1 hour' : `${rounded} hours`;
}

export function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

export function listed(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(parts);
}
