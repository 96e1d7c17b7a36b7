import { daysBetween, isBefore, laterDate } from '../time/local-date.ts';

/** Why HR says that somebody is not asked, as everybody may know it. */
export const exemptionCategories = ['parental', 'notice_period', 'secondment', 'other'] as const;
export type ExemptionCategory = (typeof exemptionCategories)[number];

/** What HR may state. A *hold* is known to HR alone: to everybody and everything else it is leave. */
export const statedCategories = [...exemptionCategories, 'hold'] as const;
export type StatedCategory = (typeof statedCategories)[number];

type Stretch = {
  readonly personId: string;
  readonly startsOn: Temporal.PlainDate;
  /** `null` only where it was stated before an end was asked for. */
  readonly endsOn: Temporal.PlainDate | null;
};

/** A stretch of days, both ends inclusive, on which nobody asks this person for a conversation. Never a hold. */
export type Exemption = Stretch & { readonly category: ExemptionCategory };

/** As HR states it. */
export type StatedExemption = Stretch & { readonly category: StatedCategory };

export function exemptionOn({
  exemptions,
  personId,
  on,
}: {
  exemptions: readonly Exemption[];
  personId: string;
  on: Temporal.PlainDate;
}): Exemption | null {
  const holds = ({ startsOn, endsOn }: Exemption) => !isBefore(on, startsOn) && !(endsOn && isBefore(endsOn, on));
  return exemptions.find((exemption) => exemption.personId === personId && holds(exemption)) ?? null;
}

export const exemptionRefusals = ['ends_before_it_begins', 'over_already', 'too_long', 'overlaps'] as const;
export type ExemptionRefusal = (typeof exemptionRefusals)[number];

/**
 * Why an exemption cannot be stated so, or extended so; `null` where it can. Nobody is exempt for ever: from today, or
 * from its beginning where that is ahead, it lasts no longer than `longestDays` and is then renewed by somebody who
 * means it. A hold and another exemption may overlap, since neither knows of the other.
 */
export function refusalOfExemption({
  stated,
  others,
  longestDays,
  today,
}: {
  stated: Omit<StatedExemption, 'endsOn'> & { readonly endsOn: Temporal.PlainDate };
  /** The same person's, without the one that is extended. */
  others: readonly StatedExemption[];
  longestDays: number;
  today: Temporal.PlainDate;
}): ExemptionRefusal | null {
  const { startsOn, endsOn } = stated;
  if (isBefore(endsOn, startsOn)) return 'ends_before_it_begins';
  if (isBefore(endsOn, today)) return 'over_already';
  if (daysBetween(laterDate(startsOn, today), endsOn) + 1 > longestDays) return 'too_long';
  const ofItsKind = others.filter(({ category }) => (category === 'hold') === (stated.category === 'hold'));
  return ofItsKind.some(
    (other) => !isBefore(endsOn, other.startsOn) && !(other.endsOn && isBefore(other.endsOn, startsOn)),
  )
    ? 'overlaps'
    : null;
}

/** What lifting leaves of it: nothing where it has not begun before today, else all but today and what would have followed. */
export function lifted({
  exemption: { startsOn, endsOn },
  today,
}: {
  exemption: Pick<Stretch, 'startsOn' | 'endsOn'>;
  today: Temporal.PlainDate;
}):
  | { readonly kind: 'gone' }
  | { readonly kind: 'ends'; readonly endsOn: Temporal.PlainDate }
  | { readonly kind: 'over' } {
  if (endsOn && isBefore(endsOn, today)) return { kind: 'over' };
  return isBefore(startsOn, today) ? { kind: 'ends', endsOn: today.subtract({ days: 1 }) } : { kind: 'gone' };
}
