import { isBefore } from '../time/local-date.ts';

export const exemptionCategories = ['parental', 'notice_period', 'secondment', 'hold', 'other'] as const;
export type ExemptionCategory = (typeof exemptionCategories)[number];

/** A stretch of days, both ends inclusive, on which nobody asks this person for a conversation. No end means until lifted. */
export type Exemption = {
  readonly personId: string;
  readonly category: ExemptionCategory;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate | null;
};

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
