import { Group, Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import classes from './coverage-headline.module.css';
import { changeWords, headlineWords, outOf, percentOf } from './share-words.ts';

/** How it stands in a sentence, then the one figure, how it moved, and how far the target is. */
export function CoverageHeadline({ dashboard }: { dashboard: CoverageDashboard }) {
  const { unit, verdict, headline, target_percent: target, freshness } = dashboard;
  const percent = unit.share && percentOf(unit.share);
  const change = changeWords(unit.change_in_points);
  return (
    <div>
      <Text className={classes.verdict}>{unit.share === null ? `Not shown. ${verdict}` : verdict}</Text>
      {unit.share !== null && percent !== null && (
        <>
          <Group gap="md" align="baseline" mt="md">
            <span className={classes.figure}>{percent}%</span>
            <Text component="span" size="lg">
              {headlineWords[headline].sentence}
            </Text>
            <Text component="span" c="dimmed">
              {outOf(unit.share)}
            </Text>
          </Group>
          <div className={classes.bar} aria-hidden>
            <div className={classes.fill} style={{ width: `${percent}%` }} />
            <div className={classes.target} style={{ insetInlineStart: `${target}%` }} />
          </div>
        </>
      )}
      <Text size="sm" c="dimmed" mt={unit.share === null ? 'sm' : 0}>
        The target is {target}%. {change !== null && `${sentence(change)} since the week before. `}
        {freshness.sentence}
      </Text>
    </div>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
