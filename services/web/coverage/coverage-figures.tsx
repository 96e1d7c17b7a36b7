import { SimpleGrid, Text } from '@mantine/core';
import classes from './coverage-figures.module.css';
import type { CoverageNumbers } from './coverage-query.ts';
import { outOf, percentText } from './share-words.ts';

/** Told only where there is somebody. */
function pastGap({ past_longest_gap: { through_leave: throughLeave, otherwise } }: CoverageNumbers) {
  if (throughLeave + otherwise === 0) return [];
  const note = throughLeave === 0 ? 'since their last conversation' : `and ${throughLeave} through leave`;
  return [{ label: 'Past the longest gap', value: String(otherwise), note }];
}

/** What stands behind the headline, each with what it was counted from. */
export function CoverageFigures({ numbers }: { numbers: CoverageNumbers }) {
  const figures = [
    {
      label: 'Due soon, without a date',
      value: String(numbers.due_without_a_date),
      note: 'could use help finding a time',
    },
    { label: 'Booked ahead', value: percentText(numbers.booked_ahead), note: outOf(numbers.booked_ahead) },
    {
      label: 'Invited ahead by',
      value: numbers.median_lead_days === null ? 'nothing ahead' : `${numbers.median_lead_days} days`,
      note: 'half have more, half less',
    },
    { label: 'Proactive', value: percentText(numbers.proactive), note: `${outOf(numbers.proactive)} of those held` },
    { label: 'Waiting for a word', value: String(numbers.awaiting_confirmation), note: 'ended within the last days' },
    { label: 'Without a calendar', value: String(numbers.not_connected), note: 'their manager has not connected one' },
    ...pastGap(numbers),
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} spacing="lg" m={0}>
      {figures.map(({ label, value, note }) => (
        <div key={label} className={classes.figure}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <dd>
            <span className={classes.value}>{value}</span>
            <Text span size="sm" c="dimmed">
              {note}
            </Text>
          </dd>
        </div>
      ))}
    </SimpleGrid>
  );
}
