import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { CoverageByWeek } from '@throughline/contracts/v1/coverage.ts';
import { csvTable } from '@throughline/documents/csv-table.ts';

type Numbers = CoverageReport['rows'][number]['numbers'];
type Line = {
  readonly iso_week: string;
  readonly as_of: string;
  readonly unit: string;
  readonly name: string;
  readonly kind: string;
  readonly headline: string | null;
  readonly numbers: Numbers;
  readonly hidden_because: string | null;
};

/** The rows of a report, one line each. */
export function coverageCsv({
  iso_week,
  as_of,
  headline,
  rows,
}: Pick<CoverageReport, 'iso_week' | 'as_of' | 'headline' | 'rows'>): string {
  return linesOf(rows.map((row) => ({ ...row, iso_week, as_of, headline: row.numbers && headline })));
}

/** The weeks of a unit, one line each. */
export function coverageByWeekCsv({ unit, name, kind, weeks }: CoverageByWeek): string {
  return linesOf(weeks.map((week) => ({ unit, name, kind, ...week })));
}

function linesOf(lines: readonly Line[]): string {
  return csvTable({
    header: ['iso_week', 'as_of', 'unit', 'name', 'kind', 'headline', ...Object.keys(figures), 'hidden_because'],
    rows: lines.map((line) => [
      line.iso_week,
      line.as_of,
      line.unit,
      line.name,
      line.kind,
      line.headline,
      ...Object.values(figures).map((figure) => (line.numbers === null ? null : figure(line.numbers))),
      line.hidden_because,
    ]),
  });
}

/** As the report names them; of shares, both parts. */
const figures: Readonly<Record<string, (numbers: NonNullable<Numbers>) => number | null>> = {
  current: ({ current }) => current.numerator,
  current_of: ({ current }) => current.denominator,
  has_a_date: ({ has_a_date }) => has_a_date.numerator,
  has_a_date_of: ({ has_a_date }) => has_a_date.denominator,
  booked_ahead: ({ booked_ahead }) => booked_ahead.numerator,
  booked_ahead_of: ({ booked_ahead }) => booked_ahead.denominator,
  due_without_a_date: ({ due_without_a_date }) => due_without_a_date,
  awaiting_confirmation: ({ awaiting_confirmation }) => awaiting_confirmation,
  held_confirmed: ({ held }) => held.confirmed,
  held_attendance: ({ held }) => held.attendance,
  held_claimed: ({ held }) => held.claimed,
  held_unknown: ({ held }) => held.unknown,
  proactive: ({ proactive }) => proactive.numerator,
  proactive_of: ({ proactive }) => proactive.denominator,
  median_lead_days: ({ median_lead_days }) => median_lead_days,
  moves: ({ moves }) => moves,
  past_longest_gap_through_leave: ({ past_longest_gap }) => past_longest_gap.through_leave,
  past_longest_gap_otherwise: ({ past_longest_gap }) => past_longest_gap.otherwise,
  not_connected: ({ not_connected }) => not_connected,
  stale_calendar: ({ stale_calendar }) => stale_calendar,
  exempt: ({ exempt }) => exempt,
  leavers_without: ({ leavers_without }) => leavers_without?.numerator ?? null,
  leavers_without_of: ({ leavers_without }) => leavers_without?.denominator ?? null,
};
