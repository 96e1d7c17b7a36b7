import { Group, Text } from '@mantine/core';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import classes from './coverage-headline.module.css';
import { headlineShare, headlineWords, outOf, percentOf } from './share-words.ts';

/** The one figure, how it moved, and how far the target is. */
export function CoverageHeadline({ report }: { report: CoverageReport }) {
  const [own] = report.rows;
  if (own === undefined || own.numbers === null) {
    return (
      <Text>
        {own === undefined
          ? 'There is no unit of yours to show figures for.'
          : `${own.name}: not shown. ${own.hidden_because ?? ''}`}
      </Text>
    );
  }
  const share = headlineShare({ headline: report.headline, numbers: own.numbers });
  const percent = percentOf(share);
  const before = report.trend.at(-2)?.percent ?? null;
  return (
    <div>
      <Group gap="md" align="baseline">
        <span className={classes.figure}>{percent === null ? 'Nobody to count' : `${percent}%`}</span>
        <Text component="span" size="lg">
          {headlineWords[report.headline].sentence}
        </Text>
      </Group>
      {percent !== null && (
        <div className={classes.bar} aria-hidden>
          <div className={classes.fill} style={{ width: `${percent}%` }} />
          <div className={classes.target} style={{ insetInlineStart: `${report.target_percent}%` }} />
        </div>
      )}
      <Text size="sm" c="dimmed">
        {own.name}: {outOf(share)}. The target is {report.target_percent}%.
        {percent !== null && before !== null && ` ${changeWords(percent - before)}`}
      </Text>
      <Text size="sm" c="dimmed">
        {report.freshness.sentence}
      </Text>
    </div>
  );
}

function changeWords(points: number): string {
  if (points === 0) return 'The same as the week before.';
  return `${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} ${points > 0 ? 'more' : 'less'} than the week before.`;
}
