import { z } from 'zod';
import { coverageNumbers } from '../coverage.ts';
import { line } from '../text.ts';
import { dateText, instantText } from '../time.ts';

const isoWeek = z.string().regex(/^\d{4}-W\d{2}$/, 'expected an ISO week such as 2026-W47');

export const v1CoverageQuery = z.object({
  week: isoWeek.optional().describe('An ISO week such as 2026-W47; the latest snapshot without it'),
});

export const v1CoverageByWeekQuery = z.object({
  unit: line({ max: 300 }).default('everyone').describe('A `unit` of the coverage report; everyone without it'),
  until: isoWeek.optional().describe('The last week; the latest snapshot without it'),
  weeks: z.coerce.number().int().min(1).max(520).default(13).describe('How many, up to ten years'),
});

/** One unit, week by week, the oldest first. Weeks in which it was not yet a unit are not there. */
export const coverageByWeek = z.object({
  unit: z.string(),
  name: z.string(),
  kind: z.enum(['everyone', 'leader', 'group']),
  weeks: z.array(
    z.object({
      iso_week: z.string(),
      as_of: dateText,
      taken_at: instantText,
      headline: z.enum(['has_a_date', 'current']).nullable().describe('Null where the week has no numbers'),
      numbers: coverageNumbers.nullable(),
      hidden_because: z.string().nullable(),
    }),
  ),
  definitions: z.array(z.string()),
});
export type CoverageByWeek = z.infer<typeof coverageByWeek>;

/** What answers as JSON answers as CSV too, to `Accept: text/csv`. */
export const coverageCsv = z
  .string()
  .describe('RFC 4180, with a header; a row each, numerators and denominators apart');
