import { Button, Stack, Text } from '@mantine/core';
import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { formatDate } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { whenWords } from './exemption-words.ts';
import { useExemptionChange } from './exemptions-queries.ts';

type Acting = ExemptionsResponse['actingManagers'][number];
const columns = ['Stands in', 'For', 'With', 'Days', 'Decided by', 'Now', 'Change'] as const;

export function ActingList({ actingManagers }: Pick<ExemptionsResponse, 'actingManagers'>) {
  if (actingManagers.length === 0) return <Text c="dimmed">Nobody stands in for anybody.</Text>;
  return (
    <StackingTable
      caption="Acting managers"
      columns={columns}
      rows={actingManagers.map((one) => ({
        key: one.id,
        cells: [
          one.acting.displayName,
          one.manager.displayName,
          one.report?.displayName ?? 'everybody',
          `${formatDate(one.startsOn)} to ${formatDate(one.endsOn)}`,
          one.authorName ?? 'not on record',
          whenWords[one.when],
          one.when === 'over' ? null : <End key="end" acting={one} />,
        ],
      }))}
    />
  );
}

function End({ acting: { id, acting } }: { acting: Acting }) {
  const end = useExemptionChange(() => ({ method: 'POST', path: `/api/acting-managers/${id}/end` }));
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        loading={end.isPending}
        aria-label={`End it today: ${acting.displayName} stands in`}
        onClick={() => end.mutate(undefined)}
      >
        End it today
      </Button>
      {end.isError && <ProblemAlert error={end.error} />}
    </Stack>
  );
}
