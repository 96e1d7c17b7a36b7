import { Skeleton, Table, Text } from '@mantine/core';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { lazy, Suspense } from 'react';
import { headlineWords, weekWords } from './share-words.ts';
import classes from './trend.module.css';

// The charting library is as large as the rest together, and only this page needs it.
const TrendChart = lazy(async () => ({ default: (await import('./trend-chart.tsx')).TrendChart }));

/** The weeks as a line, as a sentence, and as numbers for whoever would rather read. */
export function Trend({ report }: { report: CoverageReport }) {
  const known = report.trend.flatMap(({ percent }) => (percent === null ? [] : [percent]));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return <Text c="dimmed">There are no earlier weeks to show yet.</Text>;
  return (
    <figure className={classes.figure}>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={220} />}>
          <TrendChart
            trend={report.trend}
            target={report.target_percent}
            label={headlineWords[report.headline].short}
          />
        </Suspense>
      </div>
      <Text component="figcaption" size="sm" c="dimmed">
        From {first}% to {last}%, between {Math.min(...known)}% and {Math.max(...known)}%. The target is{' '}
        {report.target_percent}%.
      </Text>
      <details className={classes.numbers}>
        <summary>The numbers</summary>
        <Table tabularNums maw={320} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Week</Table.Th>
              <Table.Th scope="col">{headlineWords[report.headline].short}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.trend.map(({ iso_week, percent }) => (
              <Table.Tr key={iso_week}>
                <Table.Td>{weekWords(iso_week)}</Table.Td>
                <Table.Td>{percent === null ? 'no figure' : `${percent}%`}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </figure>
  );
}
