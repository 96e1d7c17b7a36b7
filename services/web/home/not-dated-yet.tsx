import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import { formatDate } from '../app/times.ts';
import { Section } from '../components/section.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { TextLink } from '../components/text-link.tsx';
import { TalkSooner } from './talk-sooner.tsx';

/** The reports who have no date yet, most of them because theirs is due later: any of them can be had sooner. */
export function NotDatedYet({ rows }: { rows: readonly ConversationRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Section
      title="Sooner, if you like"
      note="Those without a date yet. No reason is asked, and nobody sees that it was you who asked."
    >
      <StackingTable
        caption="Reports without a date yet"
        columns={['Report', 'State', 'Best by', 'Sooner']}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <TextLink key="report" to="/conversations/$id" params={{ id: row.id }} fw={550} inherit>
              {row.report.displayName}
            </TextLink>,
            <StateBadge key="state" conversation={row} />,
            <time key="due" dateTime={row.dueOn}>
              {formatDate(row.dueOn)}
            </time>,
            <TalkSooner key="sooner" row={row} />,
          ],
        }))}
      />
    </Section>
  );
}
