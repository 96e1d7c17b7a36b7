import { Box, CloseButton, Group, List, Progress, Text } from '@mantine/core';
import type { AdvanceClockResponse } from '@throughline/contracts/pages/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { formatDay } from '../app/times.ts';
import type { useClock } from './use-clock.ts';
import classes from './clock-changes.module.css';

/** What the week just lived through brought about. */
export function ClockChanges({ clock, timeZone }: { clock: ReturnType<typeof useClock>; timeZone: string }) {
  return (
    <div role="status" aria-live="polite">
      {clock.isPending && (
        <Box mt="xs">
          <Text size="sm" mb={6}>
            Living through the week, a day at a time: calendars, mails, answers…
          </Text>
          <Progress value={100} animated size="sm" aria-label="A week is passing" />
        </Box>
      )}
      {clock.isSuccess && (
        <Group justify="space-between" align="flex-start" wrap="nowrap" mt="xs">
          <Changes moved={clock.data} timeZone={timeZone} />
          <CloseButton aria-label="Hide what changed" onClick={clock.reset} />
        </Group>
      )}
      {clock.isError && <ProblemAlert error={clock.error} />}
    </div>
  );
}

function Changes({ moved, timeZone }: { moved: AdvanceClockResponse; timeZone: string }) {
  const week = `In the week to ${formatDay({ instant: moved.now, timeZone })}`;
  if (moved.changes.length === 0) return <Text size="sm">{week}, nothing changed.</Text>;
  return (
    <div>
      <Text size="sm" fw={550}>
        {week}
      </Text>
      <List className={classes.changes} size="sm" listStyleType="none" withPadding={false}>
        {moved.changes.map(({ kind, sentence }) => (
          <List.Item key={kind} className={classes.change}>
            {sentence}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
