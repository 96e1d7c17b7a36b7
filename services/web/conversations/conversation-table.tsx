import { List, Text } from '@mantine/core';
import type { ConversationRow, ListedConversation } from '@throughline/contracts/pages/conversations.ts';
import type { ReactNode } from 'react';
import { useSession } from '../app/session.ts';
import { formatDate, shortDay, viewerZone } from '../app/times.ts';
import { SlotTimes } from '../components/slot-times.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { troubleInShort } from '../conversation/calendar-trouble-words.ts';
import { pastGapSentence, stepWords } from '../conversation/help-words.ts';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';
import type { ConversationFilters } from './conversations-query.ts';
import { TextLink } from '../components/text-link.tsx';

type Scope = ConversationFilters['scope'];

type Column = { readonly head: string; readonly cell: (row: ListedConversation) => ReactNode };

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

/** For HR, where something slipped. */
const helped: readonly Column[] = [
  { head: 'Report', cell: (row) => <ToConversation row={row} /> },
  manager,
  { head: 'Why', cell: (row) => <Why row={row} /> },
  due,
  { head: 'Without a date since', cell: (row) => <Day at={row.help?.withoutDateSince ?? null} /> },
  { head: 'Asked to help', cell: (row) => <Steps row={row} /> },
];
const statesOfHelp: readonly (string | undefined)[] = ['needs_a_date', 'past_longest_gap'];

function columnsFor({ scope, state }: Pick<ConversationFilters, 'scope' | 'state'>): readonly Column[] {
  return scope === 'organization' && statesOfHelp.includes(state) ? helped : columns[scope];
}

export function ConversationTable({
  rows,
  filters,
}: {
  rows: readonly ListedConversation[];
  filters: ConversationFilters;
}) {
  const shown = columnsFor(filters);
  return (
    <StackingTable
      caption="Conversations"
      columns={shown.map(({ head }) => head)}
      rows={rows.map((row) => ({ key: row.id, cells: shown.map(({ cell }) => cell(row)) }))}
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

/** What keeps it from a date, and whether it has waited longer than anybody may let it. */
function Why({ row }: { row: ListedConversation }) {
  const past = row.help?.pastLongestGap ?? null;
  return (
    <>
      <When row={row} />
      {past !== null && (
        <Text size="sm">{pastGapSentence({ because: past.because, until: formatDate(past.longestUntil) })}</Text>
      )}
    </>
  );
}

function Steps({ row }: { row: ListedConversation }) {
  const steps = row.help?.steps ?? [];
  if (steps.length === 0) return 'nobody yet';
  return (
    <List size="sm" listStyleType="none">
      {steps.map((step) => (
        <List.Item key={`${step.who} ${step.when} ${step.at}`}>
          {stepWords(step)}, <Day at={step.at} />
        </List.Item>
      ))}
    </List>
  );
}

/** In the viewer's own zone. */
function Day({ at }: { at: string | null }) {
  const { data: session } = useSession();
  if (at === null) return null;
  return <time dateTime={at}>{shortDay({ instant: at, timeZone: viewerZone(session?.person ?? null) })}</time>;
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
