import { z } from 'zod';
import { dateText, instantText } from './time.ts';

export const share = z.object({ numerator: z.number().int(), denominator: z.number().int() });

/** The published figures of one unit. Every share is given with its numerator and denominator. */
export const coverageNumbers = z.object({
  /** Eligible people whose due date has not passed. */
  current: share,
  /** People due within the planning horizon who have a date. */
  has_a_date: share,
  /** Of the same, whose invitation kept the lead time. */
  booked_ahead: share,
  due_without_a_date: z.number().int(),
  awaiting_confirmation: z.number().int(),
  held: z.object({
    confirmed: z.number().int(),
    attendance: z.number().int(),
    claimed: z.number().int(),
    unknown: z.number().int(),
  }),
  proactive: share,
  median_lead_days: z.number().nullable(),
  moves: z.number().int(),
  /** People whose conversation lies past the longest gap the policy allows, through their own leave or otherwise. */
  past_longest_gap: z.object({ through_leave: z.number().int(), otherwise: z.number().int() }),
  not_connected: z.number().int(),
  stale_calendar: z.number().int().describe('People whose manager’s calendar was last read more than 48 hours before'),
  exempt: z.number().int().describe('All categories together'),
  leavers_without: share
    .nullable()
    .describe(
      'Of those who left within a year, who had no conversation held in their last twelve months; null where too few left',
    ),
});

export const coverageRow = z.object({
  unit: z.string(),
  name: z.string(),
  kind: z.enum(['everyone', 'leader', 'group']),
  numbers: coverageNumbers.nullable(),
  /** Why a row has no numbers. */
  hidden_because: z.string().nullable(),
});

/** Leadership's figures are the weekly snapshots. */
export const coverageReport = z.object({
  iso_week: z.string(),
  as_of: dateText,
  taken_at: instantText,
  headline: z.enum(['has_a_date', 'current']),
  target_percent: z.number().int(),
  rows: z.array(coverageRow),
  /** How unevenly conversations happen among the units one level below the first row. */
  dispersion: z.object({
    worst: z.array(z.string()).describe('Units, the lowest headline first, up to three'),
    best: z.string().nullable(),
    spread_points: z
      .number()
      .nullable()
      .describe('Percentage points between the best and the worst tenth of the units'),
    change_in_points: z.number().nullable().describe('Since the week before; positive where it became more uneven'),
  }),
  trend: z.array(z.object({ iso_week: z.string(), percent: z.number().nullable() })),
  /** Calendars were last read too long ago: figures are withheld, and `trust` says so. */
  stale: z.boolean(),
  /** How fresh the calendars behind the figures were when these were counted; `sentence` says it in words. */
  freshness: z.object({
    sentence: z.string(),
    hours_since_read: z.number().nullable().describe('Of the calendar read longest ago; null where none is connected'),
    working: z.number().int().nullable().describe('Calendars that work; null in weeks from before they were counted'),
    stale: z.number().int().nullable().describe('Of those, not read for more than 48 hours'),
    broken: z.number().int().describe('Calendars that do not work at present'),
  }),
  /** "Was it about what you want?", of the quarter that had ended; null where an organisation does not ask. */
  pulse: z
    .object({
      quarter: z.string().describe('Like 2027-Q1. A quarter is published once it is over'),
      rows: z.array(
        z.object({
          unit: z.string(),
          name: z.string(),
          given: z.object({
            yes: z.number().int(),
            partly: z.number().int(),
            no: z.number().int(),
            rather_not_say: z.number().int(),
          }),
        }),
      ),
    })
    .nullable()
    .describe('Units with too few answers are left out'),
  /** How far the figures can be relied on, in sentences. */
  trust: z.array(z.string()),
  /** What the words mean, in sentences, so that anybody can count again. */
  definitions: z.array(z.string()),
});
export type CoverageReport = z.infer<typeof coverageReport>;
