import { z } from 'zod';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time like 09:00');

/** Wall-clock times, half-open; `to` may be 24:00. */
export const workingSpan = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'expected the end after the beginning');
export type WorkingSpan = z.infer<typeof workingSpan>;

const workingDay = z
  .array(workingSpan)
  .max(4)
  .refine((spans) => {
    const inOrder = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    return inOrder.every((span, index) => index === 0 || inOrder[index - 1]!.to <= span.from);
  }, 'expected stretches that do not overlap');

/** Monday first. A day without any is not worked. */
export const workingWeek = z.array(workingDay).length(7);
export type WorkingWeek = z.infer<typeof workingWeek>;

/** The person's own week, and where it comes from. */
export const hoursResponse = z.object({
  week: workingWeek,
  weekFrom: z.enum(['you', 'hr', 'calendar', 'policy']),
  timeZone: z.string().nullable(),
  timeZoneFrom: z.enum(['you', 'hr', 'calendar', 'nobody']),
});
export type HoursResponse = z.infer<typeof hoursResponse>;

/** Null takes back what the person said: HR's or their calendar's word holds again. */
export const setHoursRequest = z.object({
  week: workingWeek
    .refine((week) => week.some((spans) => spans.length > 0), 'expected at least one stretch in the week')
    .nullable(),
  timeZone: z.string().max(100).nullable(),
});
