import type { NeedsADateFilter, NeedsADateRow } from '@throughline/contracts/pages/needs-a-date.ts';
import { needsADateWords } from '@throughline/contracts/pages/needs-a-date-words.ts';
import { csvTable } from '@throughline/documents/csv-table.ts';
import type { AppContext } from './context.ts';
import { needsADate, type NeedsADate } from './needs-a-date.ts';

/** Read at a time; the whole list is a few of them. */
const pageSize = 2_000;

/** HR's list to take along, whole, as the filters leave it; what is no list answers as the list itself does. */
export async function needsADateCsv(
  context: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, filter }: { organizationId: string; filter: NeedsADateFilter },
): Promise<{ readonly kind: 'csv'; readonly text: string } | Exclude<NeedsADate, { kind: 'people' }>> {
  const rows: NeedsADateRow[] = [];
  for (let cursor: string | null = null; ;) {
    const page: NeedsADate = await needsADate(context, { organizationId, filter, cursor, pageSize });
    if (page.kind !== 'people') return page;
    rows.push(...page.rows);
    if (page.next === null) return { kind: 'csv', text: csvTable({ header, rows: rows.map(cellsOf) }) };
    cursor = page.next;
  }
}

const header = [
  'report',
  'manager',
  'best_by',
  'reason',
  'why',
  'on_leave_until',
  'without_a_date_since',
  'asked_to_help',
  'what_happens_next',
  'what_hr_could_do',
  'conversation_id',
];

function cellsOf(row: NeedsADateRow): readonly (string | null)[] {
  const { why, next, hrCould } = needsADateWords(row.reason);
  return [
    row.report.displayName,
    row.manager?.displayName ?? null,
    row.dueOn,
    row.reason,
    why,
    row.onLeaveUntil,
    row.withoutDateSince,
    row.steps.map(({ who, at }) => `${who} ${at}`).join('; '),
    next,
    hrCould?.words ?? null,
    row.conversationId,
  ];
}
