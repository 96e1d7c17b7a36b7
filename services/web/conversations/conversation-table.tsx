import { Text } from '@mantine/core';
import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import type { ReactNode } from 'react';
import { useSession } from '../app/session.ts';
import { formatDate, viewerZone } from '../app/times.ts';
import { SlotTimes } from '../components/slot-times.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { troubleInShort } from '../conversation/calendar-trouble-words.ts';
import { dueWords } from '../conversation/waiting-words.ts';
import type { ConversationFilters } from './conversations-query.ts';
import { TextLink } from '../components/text-link.tsx';

type Scope = ConversationFilters['scope'];

type Column = { readonly head: string; readonly cell: (row: ConversationRow) => ReactNode };

const manager: Column = { head: 'Manager', cell: (row) => row.manager?.displayName ?? 'Not known' };
const state: Column = { head: 'State', cell: (row) => <StateBadge conversation={row} /> };
const when: Column = { head: 'When', cell: (row) => <When row={row} /> };
const due: Column = { head: 'Best by', cell: (row) => <time dateTime={row.dueOn}>{formatDate(row.dueOn)}</time> };
const lead: Column = { head: 'Invited', cell: (row) => (row.leadDays === null ? '' : `${row.leadDays} days ahead`) };

const columns: Readonly<Record<Scope, readonly Column[]>> = {
  mine: [
    { head: 'With', cell: (row) => <ToConversation row={row} name={row.manager?.displayName} /> },
    state,
    when,
    due,
  ],
  my_reports: [{ head: 'Report', cell: (row) => <ToConversation row={row} /> }, state, when, due, lead],
  organization: [{ head: 'Report', cell: (row) => <ToConversation row={row} /> }, manager, state, when, due, lead],
};

export function ConversationTable({ rows, scope }: { rows: readonly ConversationRow[]; scope: Scope }) {
  return (
    <StackingTable
      caption="Conversations"
      columns={columns[scope].map(({ head }) => head)}
      rows={rows.map((row) => ({ key: row.id, cells: columns[scope].map(({ cell }) => cell(row)) }))}
    />
  );
}

function ToConversation({ row, name = row.report.displayName }: { row: ConversationRow; name?: string | undefined }) {
  return (
    <TextLink to="/conversations/$id" params={{ id: row.id }} fw={550} inherit>
      {name}
    </TextLink>
  );
}

function When({ row }: { row: ConversationRow }) {
  const { data: session } = useSession();
  const { calendarTrouble: trouble } = row;
  if (row.slot !== null) {
    return (
      <>
        <SlotTimes slot={row.slot} people={[row.report, row.manager]} />
        {trouble !== null && (
          <Text size="sm" c="dimmed">
            {troubleInShort({ trouble, timeZone: viewerZone(session?.person ?? null) })}
          </Text>
        )}
      </>
    );
  }
  if (row.state === 'due') {
    return (
      <Text span size="sm" c="dimmed">
        {dueWords(row.waitingFor).sentence}
      </Text>
    );
  }
  return row.heldOn === null ? null : <time dateTime={row.heldOn}>{formatDate(row.heldOn)}</time>;
}
