import { Text } from '@mantine/core';
import type { PlanResponse } from '@throughline/contracts/pages/connection.ts';
import { useSession } from '../app/session.ts';
import { formatDate } from '../app/times.ts';
import { SlotTimes } from '../components/slot-times.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhyDisclosure } from './why-disclosure.tsx';

export function PlanTable({ rows }: { rows: PlanResponse['rows'] }) {
  const { data: session } = useSession();
  const self = session?.person ?? null;
  return (
    <StackingTable
      caption="Your plan"
      columns={['With', 'When', 'Best by', 'Why this time']}
      rows={rows.map(({ conversationId, report, slot, dueOn, explanation }) => ({
        key: conversationId,
        cells: [
          <TextLink key="with" to="/conversations/$id" params={{ id: conversationId }} fw={550} inherit>
            {report.displayName}
          </TextLink>,
          slot === null ? (
            <Text span size="sm" c="dimmed">
              {explanation.length === 0 ? 'No time yet' : 'Could use help finding a time'}
            </Text>
          ) : (
            <SlotTimes slot={slot} people={[self, report]} />
          ),
          <time key="by" dateTime={dueOn}>
            {formatDate(dueOn)}
          </time>,
          explanation.length === 0 ? '' : <WhyDisclosure name={report.displayName} sentences={explanation} />,
        ],
      }))}
    />
  );
}
