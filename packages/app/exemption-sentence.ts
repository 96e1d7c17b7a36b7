import type { StatedExemptionResult } from './state-exemption.ts';
import type { RenewedExemption } from './renew-exemption.ts';

export type RefusedExemption = Extract<StatedExemptionResult | RenewedExemption, { kind: 'refused' }>;

/** Why HR's wish could not be carried out, for the page and for the command line. */
export function exemptionSentence({ reason, longestDays }: RefusedExemption): string {
  switch (reason) {
    case 'unknown':
      return 'There is no such exemption any more.';
    case 'unknown_person':
      return 'Nobody here has that address.';
    case 'unknown_author':
      return 'Nobody here has the address of whoever decided it.';
    case 'ends_before_it_begins':
      return 'The last day comes before the first.';
    case 'over_already':
      return 'It would be over already, or it is.';
    case 'too_long':
      return `It may last ${longestDays} days at most, and can be renewed from then on.`;
    case 'overlaps':
      return 'On some of these days there is one already. Change that one instead.';
  }
}
