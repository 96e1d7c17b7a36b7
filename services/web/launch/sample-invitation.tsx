import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import { useState } from 'react';
import { formatSlot } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import classes from './sample-invitation.module.css';

/** One invitation as the two of the first pair would find it, each in their own zone. */
export function SampleInvitation({ invitation }: { invitation: NonNullable<LaunchReviewResponse['invitation']> }) {
  const [side, setSide] = useState<'manager' | 'report'>('manager');
  const { title, text, category, startsAt, endsAt, manager, report } = invitation;
  const reader = side === 'manager' ? manager : report;
  const timeZone = reader.timeZone ?? 'UTC';
  return (
    <Panel>
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Seen by"
          value={side}
          onChange={(next) => setSide(next === 'report' ? 'report' : 'manager')}
          data={[
            { value: 'manager', label: `As ${manager.displayName} sees it` },
            { value: 'report', label: `As ${report.displayName} sees it` },
          ]}
          orientation="vertical"
          w="fit-content"
          maw="100%"
        />
        <Text fw={650} fz="lg">
          {title}
        </Text>
        <Text>
          {formatSlot({ slot: { startsAt, endsAt }, timeZone })}
          <Text span c="dimmed">
            {' '}
            · an example: the real time is found in both calendars
          </Text>
        </Text>
        <Text size="sm">
          {side === 'manager'
            ? `An entry in your own calendar (${manager.email}), with you as its organizer. ${report.displayName} (${report.email}) is invited.`
            : `An invitation from ${manager.displayName} (${manager.email}) to you (${report.email}): accept it, move it, or say not now.`}{' '}
          Private, busy, category “{category}”.
        </Text>
        <pre className={classes.text} tabIndex={0} role="region" aria-label="What the invitation says">
          {text}
        </pre>
      </Stack>
    </Panel>
  );
}
