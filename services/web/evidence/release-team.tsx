import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TeamReleaseResponse } from '@throughline/contracts/pages/evidence.ts';
import { useState } from 'react';
import { formatDate, formatInstant } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { Section } from '../components/section.tsx';
import { teamReleaseQuery, useReleaseTeam } from './evidence-queries.ts';

/** A manager's own choice whether leadership and HR see their team's dates; nothing where there is none to make. */
export function ReleaseTeam({ timeZone }: { timeZone: string }) {
  const { data } = useQuery(teamReleaseQuery);
  const [isAsking, setIsAsking] = useState(false);
  const release = useReleaseTeam();
  if (data === undefined || (!data.isOffered && data.releasedAt === null)) return null;
  const { releasedAt } = data;
  return (
    <Section title="Your team’s dates, for a leadership forum">
      <Panel>
        <Stack>
          <Text size="sm">
            {releasedAt === null
              ? 'Leadership and HR see units, never a single team. You can let them see the dates of yours in the evidence pack: when, how far ahead, how often moved. No names of your reports, nothing of what came of any, and nothing that was said.'
              : `Released ${formatInstant({ instant: releasedAt, timeZone })}. Leadership and HR see this in the evidence pack, as it is from day to day, until you take it back:`}
          </Text>
          {releasedAt !== null && <Dates release={data} />}
          <Group>
            {releasedAt === null ? (
              <Button variant="default" onClick={() => setIsAsking(true)}>
                Release your team’s dates
              </Button>
            ) : (
              <Button variant="default" loading={release.isPending} onClick={() => release.mutate(false)}>
                Take it back
              </Button>
            )}
          </Group>
          {release.isError && <ProblemAlert error={release.error} />}
        </Stack>
      </Panel>
      <QuestionDialog
        opened={isAsking}
        title="Release your team’s dates?"
        no="Keep them here"
        yes="Release them"
        pending={release.isPending}
        onNo={() => setIsAsking(false)}
        onYes={() => release.mutate(true, { onSettled: () => setIsAsking(false) })}
      >
        <Stack gap="xs">
          <Text size="sm">With your name beside it, leadership and HR will see:</Text>
          <Dates release={data} />
          <Text size="sm">In a small team people may guess whose date is whose. You can take it back at any time.</Text>
        </Stack>
      </QuestionDialog>
    </Section>
  );
}

function Dates({ release: { reports, dates } }: { release: TeamReleaseResponse }) {
  return (
    <List size="sm">
      <List.Item>
        {dates.length} of {reports} have a date
      </List.Item>
      {dates.map(({ on, leadDays, moves }, at) => (
        <List.Item key={at}>
          {formatDate(on)}, {leadDays} days ahead{moves > 0 && `, moved ${moves === 1 ? 'once' : `${moves} times`}`}
        </List.Item>
      ))}
    </List>
  );
}
