import { publicHolidayIn } from '../people/public-holidays.ts';
import { addWorkingDays } from '../time/working-day.ts';

/** A promise of Throughline's, not a wish of a policy: so long everybody knows before the first invitation arrives. */
const workingDaysAhead = 3;

/** The first moment at which an invitation may leave: the same hour, three working days after the announcement went out. */
export function invitationsFrom({
  announcedAt,
  timeZone,
  country,
}: {
  announcedAt: Temporal.Instant;
  /** The organisation's. */
  timeZone: string;
  /** Whose public holidays are no working days; null where nobody's country is known. */
  country: string | null;
}): Temporal.Instant {
  const local = announcedAt.toZonedDateTimeISO(timeZone);
  const isHoliday = publicHolidayIn(country);
  const date = addWorkingDays({ date: local.toPlainDate(), days: workingDaysAhead, isHoliday });
  return local.with({ year: date.year, month: date.month, day: date.day }).toInstant();
}
