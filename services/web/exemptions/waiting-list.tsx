import { Text } from '@mantine/core';
import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { formatDate, shortDay } from '../app/times.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { waitingWords } from './exemption-words.ts';

const columns = ['Report', 'Manager', 'Why', 'Since', 'Best by'] as const;

/** Conversations nobody can hold before HR says who. */
export function WaitingList({ waiting, timeZone }: Pick<ExemptionsResponse, 'waiting'> & { timeZone: string }) {
  if (waiting.length === 0) return <Text c="dimmed">None. Every conversation has somebody who holds it.</Text>;
  return (
    <StackingTable
      caption="Conversations that wait for a manager"
      columns={columns}
      rows={waiting.map(({ conversationId, report, manager, reason, since, dueOn }) => ({
        key: conversationId,
        cells: [
          <TextLink key="report" to="/conversations/$id" params={{ id: conversationId }}>
            {report.displayName}
          </TextLink>,
          manager?.displayName ?? 'nobody',
          waitingWords[reason],
          <time key="since" dateTime={since}>
            {shortDay({ instant: since, timeZone })}
          </time>,
          <time key="due" dateTime={dueOn}>
            {formatDate(dueOn)}
          </time>,
        ],
      }))}
    />
  );
}
