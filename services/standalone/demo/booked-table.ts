import type { AppContext } from '@throughline/app/context.ts';
import { listConversations } from '@throughline/app/list-conversations.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { leadDaysOf } from '@throughline/domain/conversation/lead-time.ts';

const shown = 20;
const head = ['Manager', 'Report', 'Due', 'Slot, manager’s clock', 'Slot, report’s clock', 'Lead days'] as const;

/** What is booked, soonest due first, as lines for a terminal; the slot as each of the two reads it on their clock. */
export async function bookedTable(
  context: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<readonly string[]> {
  const listed = await listConversations(context, {
    organizationId,
    filter: { states: ['booked'] },
    order: 'due',
    cursor: null,
    pageSize: shown,
  });
  if (listed.kind !== 'page') throw new Error('The first page of a list has no cursor to be wrong');
  const rows = [head, ...listed.rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rest = listed.total - listed.rows.length;
  return [
    `${listed.total} conversations are booked:`,
    '',
    ...lines,
    ...(rest > 0 ? [`… and ${rest} more, on the page Conversations.`] : []),
  ];
}

function cells(view: ConversationView): readonly string[] {
  return [
    view.manager?.displayName ?? '',
    view.report.displayName,
    view.dueOn.toString(),
    local({ at: view.startsAt, timeZone: view.manager?.timeZone ?? 'UTC' }),
    local({ at: view.startsAt, timeZone: view.report.timeZone ?? 'UTC' }),
    String(leadDaysOf(view) ?? ''),
  ];
}

function local({ at, timeZone }: { at: Temporal.Instant | null; timeZone: string }): string {
  if (at === null) return '';
  const there = at.toZonedDateTimeISO(timeZone);
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return `${there.toPlainDate().toString()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })} ${place}`;
}
