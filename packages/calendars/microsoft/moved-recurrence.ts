import { z } from 'zod';

/** As Graph shows it; what is not named here goes back as it came. */
export const recurrenceAnswer = z.object({
  pattern: z.looseObject({ type: z.string(), daysOfWeek: z.array(z.string()).nullish() }),
  range: z.looseObject({ type: z.string(), startDate: z.string(), endDate: z.string().nullish() }),
});
export type Recurrence = z.infer<typeof recurrenceAnswer>;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * A series as it has to be for its first occurrence to be on `date`: Outlook keeps to the pattern, and puts a series
 * whose start alone is changed on the next day that fits it. Null for patterns that say more than one day can, such as
 * several days a week, and for those that would be over by then.
 */
export function movedRecurrence({
  recurrence: { pattern, range },
  date,
}: {
  recurrence: Recurrence;
  date: Temporal.PlainDate;
}): Recurrence | null {
  const { endDate = null } = range;
  const isOver = range.type === 'endDate' && endDate !== null && endDate < date.toString();
  const moved = patternOn({ pattern, date });
  return isOver || moved === null ? null : { pattern: moved, range: { ...range, startDate: date.toString() } };
}

function patternOn({
  pattern,
  date,
}: {
  pattern: Recurrence['pattern'];
  date: Temporal.PlainDate;
}): Recurrence['pattern'] | null {
  switch (pattern.type) {
    case 'daily':
      return pattern;
    case 'weekly':
      return pattern.daysOfWeek?.length === 1 ? { ...pattern, daysOfWeek: [weekdays[date.dayOfWeek - 1]!] } : null;
    case 'absoluteMonthly':
      return { ...pattern, dayOfMonth: date.day };
    case 'absoluteYearly':
      return { ...pattern, dayOfMonth: date.day, month: date.month };
    default:
      return null;
  }
}
