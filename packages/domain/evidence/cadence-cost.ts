import type { PolicyRules } from '../policy/policy.ts';

/** What a cadence asks of a manager by itself, whoever they are: arithmetic on the policy, nothing that was counted. */
export type CadenceCost = {
  readonly intervalDays: number;
  readonly durationMinutes: number;
  /** For teams of these sizes. */
  readonly examples: readonly { readonly reports: number; readonly hoursPerYear: number }[];
};

const daysPerYear = 365;
const teamSizes = [5, 8, 12] as const;

export function cadenceCost({
  rules: { intervalDays, durationMinutes },
}: {
  rules: Pick<PolicyRules, 'intervalDays' | 'durationMinutes'>;
}): CadenceCost {
  const minutesPerReport = (daysPerYear / intervalDays) * durationMinutes;
  return {
    intervalDays,
    durationMinutes,
    examples: teamSizes.map((reports) => ({ reports, hoursPerYear: Math.round((reports * minutesPerReport) / 60) })),
  };
}
