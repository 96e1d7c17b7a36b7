import { Text } from '@mantine/core';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { StackingTable } from '../components/stacking-table.tsx';

type Pulse = NonNullable<CoverageReport['pulse']>;

/** "Was it about what you want?", by unit, once a quarter is over. */
export function PulseTable({ pulse: { rows } }: { pulse: Pulse }) {
  if (rows.length === 0)
    return <Text c="dimmed">Too few answers in any unit to show some without pointing at somebody.</Text>;
  return (
    <StackingTable
      caption="Was it about what you want?"
      columns={['Unit', 'Yes', 'Partly', 'No', 'Rather not say']}
      rows={rows.map(({ unit, name, given }) => ({
        key: unit,
        cells: [
          <Text key="name" span inherit fw={550}>
            {name}
          </Text>,
          given.yes,
          given.partly,
          given.no,
          given.rather_not_say,
        ],
      }))}
    />
  );
}

/** '2027-Q1' as people say it. */
export function quarterWords(quarter: string): string {
  const [year, number] = quarter.split('-Q');
  return `quarter ${number} of ${year}`;
}
