import { localDateOf } from '../time/local-date.ts';
import type { PlannedPerson } from './planning-input.ts';
import { dayOf } from './wall-clock.ts';

/** The local day, as `wall-clock.ts` counts them, of every date a person has; none without a zone. */
export function bookedDays({
  booked,
  timeZone,
}: PlannedPerson): readonly { readonly role: 'manager' | 'report'; readonly day: number }[] {
  if (timeZone === null) return [];
  return booked.map(({ slot, role }) => ({ role, day: dayOf(localDateOf({ instant: slot.start, timeZone })) }));
}
