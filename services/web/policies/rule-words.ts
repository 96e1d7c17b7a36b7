import { v1PolicyRuleFields } from '@throughline/contracts/v1/policy-rules.ts';
import type { z } from 'zod';

type Fields = typeof v1PolicyRuleFields;
export type RuleName = keyof Fields;
export type NumberRule = { [K in RuleName]: Fields[K] extends z.ZodNumber ? K : never }[RuleName];

type Words = { readonly label: string; readonly unit: string };

/** Each rule that is a number, as HR would say it. */
export const ruleWords: Readonly<Record<NumberRule, Words>> = {
  interval_days: { label: 'From one conversation to the next', unit: 'days' },
  duration_minutes: { label: 'Length of a conversation', unit: 'minutes' },
  lead_time_days: { label: 'Invited ahead', unit: 'days' },
  target_percent: { label: 'Target: current', unit: '%' },
  first_within_days_of_hire: { label: 'First, after somebody is hired', unit: 'days' },
  first_within_days_of_new_manager: { label: 'First with a new manager', unit: 'days' },
  rollout_days: { label: 'Those already here: first spread over', unit: 'days' },
  planning_horizon_days: { label: 'Booked when due within', unit: 'days' },
  max_per_manager_per_week: { label: 'At most in a manager’s week', unit: 'conversations' },
  max_per_person_per_day: { label: 'At most in anybody’s day', unit: 'conversations' },
  one_on_one_distance_hours: { label: 'Apart from the regular 1:1', unit: 'hours' },
  gap_ceiling_days: { label: 'Longest gap anybody can ask for', unit: 'days' },
  lead_time_floor_days: { label: 'People may move one as close as', unit: 'days' },
  duration_floor_minutes: { label: 'People may shorten one to', unit: 'minutes' },
  ideal_days_before_due: { label: 'Stands best before the due date', unit: 'days' },
  settled_days: { label: 'Never moved by us this close', unit: 'days' },
  report_prep_days: { label: 'Report reminded to prepare, before', unit: 'days' },
  manager_prep_days: { label: 'Manager reminded to prepare, before', unit: 'days' },
  confirmation_window_days: { label: 'Asked whether it took place, for', unit: 'days' },
  late_answer_days: { label: 'Answers still count for', unit: 'days more' },
  leave_shift_days: { label: 'Leave moves the due date from', unit: 'days' },
  longest_exemption_days: { label: 'Longest exemption', unit: 'days' },
  first_plan_hold_working_days: { label: 'A manager’s first plan is shown for', unit: 'working days' },
  moves_before_help: { label: 'Help is offered from move number', unit: '' },
  proposal_days: { label: 'Proposed times can be picked for', unit: 'days' },
  connect_reminder_days: { label: 'Asked again to connect a calendar after', unit: 'days' },
  connect_requests: { label: 'Asked to connect a calendar', unit: 'times' },
  monday_mail_horizon_days: { label: 'Monday mail when something is due within', unit: 'days' },
  fringe_minutes: { label: 'Outside working hours, where nothing else fits', unit: 'minutes' },
  conversations_in_a_day_noted: { label: 'Told that it is many, from', unit: 'in a day' },
  pace_noted_days: { label: 'That is said for', unit: 'days' },
  attendance_tolerance_minutes: { label: 'Counts as in the call, around it', unit: 'minutes' },
  minimum_people: { label: 'Smallest unit leadership sees', unit: 'people' },
  minimum_managers: { label: 'Fewest managers in such a unit', unit: 'managers' },
};

/** What most drafts are about; everything else is one step further away. */
export const ruleGroups: readonly { readonly title: string; readonly rules: readonly NumberRule[] }[] = [
  { title: 'How often', rules: ['interval_days', 'duration_minutes', 'lead_time_days', 'target_percent'] },
  {
    title: 'The first one',
    rules: ['first_within_days_of_hire', 'first_within_days_of_new_manager', 'rollout_days', 'planning_horizon_days'],
  },
  {
    title: 'Room',
    rules: ['max_per_manager_per_week', 'max_per_person_per_day', 'one_on_one_distance_hours', 'gap_ceiling_days'],
  },
];

const named = new Set(ruleGroups.flatMap(({ rules }) => rules));
export const numberRules = Object.keys(ruleWords) as readonly NumberRule[];
export const furtherRules = numberRules.filter((rule) => !named.has(rule));

/** '90 to 365 days'. */
export function limitsOf(rule: NumberRule): string {
  const { minValue, maxValue } = v1PolicyRuleFields[rule];
  const { unit } = ruleWords[rule];
  // What has no upper limit of its own is only kept from being absurd.
  const range = maxValue === 100_000 ? `${minValue} or more` : `${minValue} to ${maxValue}`;
  return unit === '' ? range : `${range} ${unit}`;
}

/** Null where the value is allowed, as far as one rule alone can tell. */
export function ruleError(rule: NumberRule, value: unknown): string | null {
  return v1PolicyRuleFields[rule].safeParse(value).success ? null : `Expected a whole number: ${limitsOf(rule)}.`;
}
