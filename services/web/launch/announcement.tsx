import { Button, Stack, Text } from '@mantine/core';
import type { AnnouncementOnPage, LaunchResponse } from '@throughline/contracts/pages/launch.ts';
import { useState } from 'react';
import { formatInstant } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { AnnouncementForm } from './announcement-form.tsx';
import { countText } from './launch-words.ts';

/** What everybody is told beforehand: nothing yet, a text that waits for the launch, or what has gone out. */
export function Announcement({ page, timeZone }: { page: LaunchResponse; timeZone: string }) {
  const { announcement, suggested, state } = page;
  const [writing, setWriting] = useState(false);
  if (announcement !== null && announcement.state !== 'planned')
    return <GoneOut announcement={announcement} timeZone={timeZone} />;
  if (announcement === null && !writing) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text maw={680}>
          {state === 'live'
            ? 'It was launched without one.'
            : 'There is none, so the invitation is the first that people hear. We recommend one, in the name of somebody whose word counts here.'}
        </Text>
        {state !== 'live' && (
          <Button variant="default" onClick={() => setWriting(true)}>
            Write an announcement
          </Button>
        )}
      </Stack>
    );
  }
  const begin = announcement ?? { ...suggested, sponsor: null };
  return (
    <AnnouncementForm
      begin={{ sponsorEmail: begin.sponsor?.workEmail ?? '', subject: begin.subject, body: begin.body }}
      organizationName={page.name}
      isPlanned={announcement !== null}
      onLeftOut={() => setWriting(false)}
    />
  );
}

function GoneOut({
  announcement: { sponsor, subject, body, state, sent, waiting, invitationsFrom },
  timeZone,
}: {
  announcement: AnnouncementOnPage;
  timeZone: string;
}) {
  return (
    <Panel>
      <Stack gap="sm">
        <Text>
          {state === 'going_out'
            ? `On its way: it has reached ${countText(sent, 'person', 'people')}, ${waiting} to go. Nobody is invited before all have it.`
            : `It has gone out to ${countText(sent, 'person', 'people')}.`}{' '}
          {invitationsFrom !== null &&
            `Invitations can leave from ${formatInstant({ instant: invitationsFrom, timeZone })} on.`}{' '}
          What people have been sent is not changed any more.
        </Text>
        <Text fw={650}>{subject}</Text>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{body}</Text>
        {sponsor !== null && <Text>{sponsor.displayName}</Text>}
      </Stack>
    </Panel>
  );
}
