import { List, Skeleton, Table, Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { lazy, Suspense } from 'react';
import { whenIdle } from '../app/when-idle.ts';
import { headlineWords, outOf, percentOf, percentText, weekWords } from './share-words.ts';
import classes from './trend.module.css';

// The charting library is as large as the rest together, and only this page needs it: what people act on comes first.
const TrendChart = lazy(async () => {
  await whenIdle();
  return { default: (await import('./trend-chart.tsx')).TrendChart };
});

/** The weeks as a line, as a sentence, and as numbers for whoever would rather read; weeks in which a policy changed are marked. */
export function Trend({ dashboard: { trend, target_percent: target, headline } }: { dashboard: CoverageDashboard }) {
  const known = trend.flatMap(({ share }) => (share === null ? [] : (percentOf(share) ?? [])));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return <Text c="dimmed">There are no earlier weeks to show yet.</Text>;
  const noted = trend.flatMap(({ iso_week, note }) => (note === null ? [] : [{ iso_week, note }]));
  const other = trend.findLast((week) => week.headline !== null && week.headline !== headline);
  return (
    <figure className={classes.figure}>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={220} />}>
          <TrendChart
            points={trend.map(({ iso_week, share, note }) => ({
              week: iso_week,
              percent: share && percentOf(share),
              mark: note === null ? null : letterOf(noted.findIndex((one) => one.iso_week === iso_week)),
            }))}
            target={target}
            label={headlineWords[headline].short}
          />
        </Suspense>
      </div>
      <Text component="figcaption" size="sm" c="dimmed">
        From {first}% to {last}%, between {Math.min(...known)}% and {Math.max(...known)}%. The target is {target}%.
        {other !== undefined &&
          other.headline !== null &&
          ` Up to ${weekWords(other.iso_week)} the figure was another: ${headlineWords[other.headline].sentence}.`}
      </Text>
      {noted.length > 0 && (
        <List size="sm" mt={6} listStyleType="none" aria-label="What changed in the policies">
          {noted.map(({ iso_week, note }, place) => (
            <List.Item key={iso_week}>
              <strong>{letterOf(place)}</strong> {weekWords(iso_week)}: {note}
            </List.Item>
          ))}
        </List>
      )}
      <details className={classes.numbers}>
        <summary>The numbers</summary>
        <Table tabularNums maw={560} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {['Week', headlineWords[headline].short, 'Of'].map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {trend.map(({ iso_week, share, hidden_because: because }) => (
              <Table.Tr key={iso_week}>
                <Table.Td>{weekWords(iso_week)}</Table.Td>
                <Table.Td>{share === null ? 'no figure' : percentText(share)}</Table.Td>
                <Table.Td>{share === null ? because : outOf(share)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </figure>
  );
}

function letterOf(place: number): string {
  return String.fromCodePoint(65 + place);
}
