import { List, Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { formatDate } from '../app/times.ts';
import { changeWords, outOf, percentOf, percentText } from './share-words.ts';
import classes from './policy-effects.module.css';

type Effect = CoverageDashboard['effects'][number];

/** What changed in the policies within the weeks shown, and the figure before and after. */
export function PolicyEffects({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0) return <Text c="dimmed">No policy changed in these weeks.</Text>;
  return (
    <dl className={classes.effects}>
      {effects.map((effect) => (
        <div key={`${effect.policy} ${effect.version}`}>
          <dt>
            {effect.version === 1 ? `${effect.policy} begins` : `${effect.policy}, version ${effect.version}`},{' '}
            {formatDate(effect.published_on)}
          </dt>
          <dd>
            {effect.note !== null && <Text>{effect.note}</Text>}
            {effect.changes.length > 0 && (
              <List size="sm" c="dimmed">
                {effect.changes.map((change) => (
                  <List.Item key={change}>{change}</List.Item>
                ))}
              </List>
            )}
            <Text className={classes.figures}>{figuresOf(effect)}</Text>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function figuresOf({ before, after }: Effect): string {
  if (before === null) return 'The figure before is not shown, so there is nothing to compare.';
  const was = `${percentText(before.share)} (${outOf(before.share)}) before`;
  if (after === null) return `${was}; no later figure counts the same to compare with.`;
  const later = after.weeks_later === 1 ? 'one week later' : `${after.weeks_later} weeks later`;
  const [then, now] = [percentOf(before.share), percentOf(after.share)];
  const change = then === null || now === null ? null : changeWords(now - then);
  return `${was}, ${percentText(after.share)} (${outOf(after.share)}) ${later}${change === null ? '' : `: ${change}`}.`;
}
