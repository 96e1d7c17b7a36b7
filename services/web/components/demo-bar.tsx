import { Anchor, Box, Button, Group, Text } from '@mantine/core';
import { IconClock, IconPlayerTrackNext } from '@tabler/icons-react';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { formatDay, shortDay, zoneCity } from '../app/times.ts';
import { ClockChanges } from '../demo/clock-changes.tsx';
import { EyesMenu } from '../demo/eyes-menu.tsx';
import { useClock } from '../demo/use-clock.ts';
import classes from './demo-bar.module.css';

/** In a demo: which day it is, a week later, through whose eyes, and the pages of the stand-in cloud. */
export function DemoBar({ session }: { session: SessionResponse }) {
  const clock = useClock();
  const timeZone = session.organization?.timeZone ?? 'UTC';
  if (session.demo === null) return null;
  return (
    <Box component="aside" aria-label="Demo" className={classes.bar} data-screen-only>
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Text size="sm" className={classes.clock}>
            <IconClock size={16} aria-hidden />
            <Text component="time" inherit dateTime={session.now} visibleFrom="sm">
              {formatDay({ instant: session.now, timeZone })}
            </Text>
            <Text component="time" inherit dateTime={session.now} hiddenFrom="sm">
              {shortDay({ instant: session.now, timeZone })}
            </Text>
            <Text span size="sm" c="dimmed" visibleFrom="sm">
              in {zoneCity(timeZone)}
            </Text>
          </Text>
          <Button
            size="xs"
            loading={clock.isPending}
            leftSection={<IconPlayerTrackNext size={15} aria-hidden />}
            onClick={() => clock.mutate()}
          >
            A week later
          </Button>
        </Group>
        <Group gap="md">
          <Anchor size="sm" href={session.demo.mailboxUrl} target="_blank" rel="noreferrer">
            Mailbox
          </Anchor>
          <Anchor size="sm" href={`${session.demo.sandboxUrl}/calendar`} target="_blank" rel="noreferrer">
            Calendars
          </Anchor>
          <EyesMenu demo={session.demo} person={session.person} />
        </Group>
      </Group>
      <ClockChanges clock={clock} timeZone={timeZone} />
    </Box>
  );
}
