import { Skeleton, Table, Text } from '@mantine/core';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { lazy, Suspense } from 'react';
import { formatDate } from '../app/times.ts';
import classes from '../coverage/trend.module.css';

const WeeksChart = lazy(async () => ({ default: (await import('./weeks-chart.tsx')).WeeksChart }));

/** The weeks as bars, as a sentence, and as numbers for whoever would rather read. */
export function WeeksFigure({ weeks }: Pick<PolicyPreview, 'weeks'>) {
  const fullest = weeks.reduce((most, week) => (week.draft > most.draft ? week : most), weeks[0] ?? none);
  const fullestNow = weeks.reduce((most, { now }) => Math.max(most, now), 0);
  return (
    <figure className={classes.figure}>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={240} />}>
          <WeeksChart weeks={weeks} />
        </Suspense>
      </div>
      <Text component="figcaption" size="sm" c="dimmed">
        The fullest week under the draft begins on {formatDate(fullest.startsOn)}, with {fullest.draft} due; as it
        stands the fullest has {fullestNow}. The first week holds what was due before it too.
      </Text>
      <details className={classes.numbers}>
        <summary>The numbers, week by week</summary>
        <Table tabularNums maw={420} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Week from</Table.Th>
              <Table.Th scope="col">Due as it stands</Table.Th>
              <Table.Th scope="col">Due under the draft</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {weeks.map(({ week, startsOn, now, draft }) => (
              <Table.Tr key={week}>
                <Table.Td>{formatDate(startsOn)}</Table.Td>
                <Table.Td>{now}</Table.Td>
                <Table.Td>{draft}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </figure>
  );
}

const none = { week: '', startsOn: '2000-01-01', now: 0, draft: 0 };
