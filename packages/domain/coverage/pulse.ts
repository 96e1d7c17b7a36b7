import { suppress, type Minimums } from './suppress.ts';

/** "Was it about what you want?" */
export const pulseAnswers = ['yes', 'partly', 'no', 'rather_not_say'] as const;
export type PulseAnswer = (typeof pulseAnswers)[number];

/** That somebody answered, and in which units they count. */
export type PulseMark = {
  readonly conversationId: string;
  readonly reportId: string;
  readonly managerId: string | null;
  readonly units: readonly string[];
};
export type PulseCount = { readonly unit: string; readonly answer: PulseAnswer; readonly given: number };

/** What reports of a unit said in a quarter that is over. */
export type PulseRow = { readonly unit: string; readonly given: Readonly<Record<PulseAnswer, number>> };
export type PublishedPulse = { readonly quarter: string; readonly rows: readonly PulseRow[] };

/** Like 2027-Q1. */
export function quarterOf(date: Temporal.PlainDate): string {
  return `${date.year}-Q${Math.ceil(date.month / 3)}`;
}

/**
 * What is published on a day: the quarter before, whole. A quarter is published once it is over and no more changes in
 * it, so no week differs from the week before by one person's answer. A unit needs as many answers and managers as any
 * row does, and no two units may differ by fewer. Units in order of importance; those hidden are left out.
 */
export function publishPulse({
  asOf,
  units,
  marks,
  counts,
  minimums,
}: {
  asOf: Temporal.PlainDate;
  units: readonly string[];
  /** Of `quarterBefore`. */
  marks: readonly PulseMark[];
  counts: readonly PulseCount[];
  minimums: Minimums;
}): PublishedPulse {
  // Somebody who answered twice in a quarter is one person.
  const people = [...new Map(marks.map((mark) => [mark.reportId, mark])).values()];
  const rows = units.map((unit) => ({
    members: people
      .filter((mark) => mark.units.includes(unit))
      .map(({ reportId, managerId }) => ({ id: reportId, counts: true, managerId })),
  }));
  const verdicts = suppress({ rows, minimums });
  return {
    quarter: quarterBefore(asOf),
    rows: units.flatMap((unit, index) => (verdicts[index] === 'visible' ? [{ unit, given: givenIn(unit) }] : [])),
  };

  function givenIn(unit: string): PulseRow['given'] {
    const given = (answer: PulseAnswer) =>
      counts.find((count) => count.unit === unit && count.answer === answer)?.given ?? 0;
    return { yes: given('yes'), partly: given('partly'), no: given('no'), rather_not_say: given('rather_not_say') };
  }
}

export function quarterBefore(date: Temporal.PlainDate): string {
  return quarterOf(date.subtract({ months: 3 }));
}
