import { Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { LaunchAudience, LaunchResponse, LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import { useState } from 'react';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { Announcement } from '../launch/announcement.tsx';
import { ChooseAudience } from '../launch/choose-audience.tsx';
import { BeginButton, PauseOrResume } from '../launch/launch-buttons.tsx';
import { LaunchFigures } from '../launch/launch-figures.tsx';
import { launchQuery, reviewQuery } from '../launch/launch-queries.ts';
import { stateSentence } from '../launch/launch-words.ts';
import { ManagerHours } from '../launch/manager-hours.tsx';
import { SampleInvitation } from '../launch/sample-invitation.tsx';
import { WithdrawButton } from '../launch/withdraw-button.tsx';

/** What a launch would come to, what everybody is told beforehand, and the launch itself. */
export function LaunchPage() {
  return <PersonOnly>{(person) => <Launch person={person} />}</PersonOnly>;
}

function Launch({ person }: { person: Person }) {
  const query = useQuery(launchQuery);
  return (
    <Page title="Launch" lead={query.data && stateSentence(query.data)}>
      <Loaded query={query} rows={6}>
        {(page) => (
          <Stack gap={40}>
            {page.state !== 'draft' && (
              <Group gap="sm">
                <PauseOrResume page={page} />
                <WithdrawButton page={page} />
              </Group>
            )}
            <Section
              title="Announcement"
              note="One mail to everybody it concerns, three working days before the first invitation."
            >
              <Announcement key={page.announcement?.state ?? 'none'} page={page} timeZone={viewerZone(person)} />
            </Section>
            {(page.state === 'draft' || page.state === 'pilot') && <Review page={page} />}
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR and administrators see this page; who launched, paused or took back is on record. It shows who can be booked
        and how many hours it asks of managers, nothing of what is in a calendar or was said.
      </WhoSeesWhat>
    </Page>
  );
}

function Review({ page }: { page: LaunchResponse }) {
  const [audience, setAudience] = useState<LaunchAudience>({ kind: 'everyone', value: '' });
  const [asked] = useDebouncedValue(audience, 300);
  const query = useQuery(reviewQuery(asked));
  return (
    <Section
      title={page.state === 'pilot' ? 'Before it goes on to more people' : 'Before you launch'}
      note="What it would come to if you pressed now."
    >
      <Stack gap="xl">
        <ChooseAudience choices={page.choices} audience={audience} onChange={setAudience} />
        {asked.kind !== 'everyone' && asked.value.trim() === '' ? (
          <Text c="dimmed">Say whom the pilot is for.</Text>
        ) : (
          <Loaded query={query} rows={6}>
            {(review) => <Reviewed page={page} audience={asked} review={review} />}
          </Loaded>
        )}
      </Stack>
    </Section>
  );
}

function Reviewed({
  page,
  audience,
  review,
}: {
  page: LaunchResponse;
  audience: LaunchAudience;
  review: LaunchReviewResponse;
}) {
  if (review.conversations === 0) {
    return (
      <Text>
        Nobody would have a conversation: either nobody is in this part, or HR has named no manager for them. Nothing
        has been sent.
      </Text>
    );
  }
  return (
    <Stack gap="xl">
      <LaunchFigures review={review} />
      <Section title="Hours of managers" note="How long conversations take, in the month they are aimed at.">
        <ManagerHours review={review} />
      </Section>
      {review.invitation !== null && (
        <Section title="One invitation as it would arrive" note="Written by what writes them all, for the first pair.">
          <SampleInvitation invitation={review.invitation} />
        </Section>
      )}
      <Text fw={650}>{page.state === 'draft' ? 'Nothing has been sent.' : 'Nothing of this has been sent.'}</Text>
      <BeginButton page={page} audience={audience} review={review} />
    </Stack>
  );
}
