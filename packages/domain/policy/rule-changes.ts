import type { PolicyRules } from './policy.ts';

type Rule = keyof PolicyRules;

/** As people call them; of the others the name of the rule itself is plain enough. */
const names: Partial<Record<Rule, string>> = {
  intervalDays: 'From one conversation to the next',
  leadTimeDays: 'Invited ahead by at least',
  durationMinutes: 'A conversation takes',
  firstWithinDaysOfHire: 'First conversation after somebody is hired, within',
  firstWithinDaysOfNewManager: 'First conversation with a new manager, within',
  rolloutDays: 'First due dates are spread over',
  planningHorizonDays: 'Booked as far ahead as',
  reportPrepDays: 'Time to prepare, for the report',
  managerPrepDays: 'Time to prepare, for the manager',
  confirmationWindowDays: 'Time to confirm',
  gapCeilingDays: 'Longest gap',
  maxPerManagerPerWeek: 'Most conversations in a manager’s week',
  maxPerPersonPerDay: 'Most conversations in a person’s day',
};

const units = ['Days', 'Minutes', 'Hours', 'Percent'] as const;

/** What a version of a policy says otherwise than the one before, a sentence for each rule; a first version changes nothing. */
export function ruleChanges({ before, after }: { before: PolicyRules | null; after: PolicyRules }): readonly string[] {
  if (before === null) return [];
  return (Object.keys(after) as Rule[]).flatMap((rule) => sentenceOf({ rule, was: before[rule], is: after[rule] }));
}

function sentenceOf({ rule, was, is }: { rule: Rule; was: unknown; is: unknown }): readonly string[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const unit = units.find((each) => rule.includes(each)) ?? null;
  const name = names[rule] ?? spelled(unit === null ? rule : rule.replace(unit, ''));
  if (typeof is !== 'number') return [`${name}: changed.`];
  return [`${name}: ${is}${unit === null ? '' : unitWords(unit)} instead of ${String(was)}.`];
}

function unitWords(unit: (typeof units)[number]): string {
  return unit === 'Percent' ? '%' : ` ${unit.toLowerCase()}`;
}

/** 'leadTimeFloor' as 'Lead time floor'. */
function spelled(rule: string): string {
  const words = rule.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
