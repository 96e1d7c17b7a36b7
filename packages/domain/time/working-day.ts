/** Answers for a date whether nobody works on it: a public holiday, or a day of somebody's leave. */
export type DayOff = (date: Temporal.PlainDate) => boolean;

const saturday = 6;

/** Monday to Friday, and not a day off. */
export function isWorkingDay({ date, isHoliday }: { date: Temporal.PlainDate; isHoliday: DayOff }): boolean {
  return date.dayOfWeek < saturday && !isHoliday(date);
}

/** The first working day after `date`. */
export function nextWorkingDay({
  date,
  isHoliday,
}: {
  date: Temporal.PlainDate;
  isHoliday: DayOff;
}): Temporal.PlainDate {
  return walk({ date, step: 1, isHoliday });
}

/** The last working day before `date`. */
export function previousWorkingDay({
  date,
  isHoliday,
}: {
  date: Temporal.PlainDate;
  isHoliday: DayOff;
}): Temporal.PlainDate {
  return walk({ date, step: -1, isHoliday });
}

/** `days` working days after `date`; `date` itself when `days` is 0, working or not. */
export function addWorkingDays({
  date,
  days,
  isHoliday,
}: {
  date: Temporal.PlainDate;
  days: number;
  isHoliday: DayOff;
}): Temporal.PlainDate {
  let reached = date;
  for (let walked = 0; walked < days; walked += 1) reached = nextWorkingDay({ date: reached, isHoliday });
  return reached;
}

function walk({
  date,
  step,
  isHoliday,
}: {
  date: Temporal.PlainDate;
  step: 1 | -1;
  isHoliday: DayOff;
}): Temporal.PlainDate {
  let candidate = date.add({ days: step });
  while (!isWorkingDay({ date: candidate, isHoliday })) candidate = candidate.add({ days: step });
  return candidate;
}
