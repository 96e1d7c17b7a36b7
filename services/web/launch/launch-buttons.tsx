import { Button, List, Stack, Text } from '@mantine/core';
import type { LaunchAudience, LaunchResponse, LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import { useState } from 'react';
import { formatDate } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { useLaunchChange } from './launch-queries.ts';
import { audienceText, countText } from './launch-words.ts';

/** Begins, after saying once more what follows from it. */
export function BeginButton({
  page,
  audience,
  review,
}: {
  page: LaunchResponse;
  audience: LaunchAudience;
  review: LaunchReviewResponse;
}) {
  const [asking, setAsking] = useState(false);
  const begin = useLaunchChange(() => ({ method: 'POST', path: '/api/launch', body: audience }));
  const isPilot = audience.kind !== 'everyone';
  const close = () => {
    begin.reset();
    setAsking(false);
  };
  return (
    <>
      <Button w="fit-content" onClick={() => setAsking(true)}>
        {isPilot ? 'Pilot' : 'Launch'}
      </Button>
      <QuestionDialog
        opened={asking}
        title={isPilot ? `Begin a pilot for ${audienceText(audience)}?` : `Launch ${page.name} for everyone?`}
        no="Not yet"
        yes={isPilot ? 'Begin the pilot' : 'Launch'}
        pending={begin.isPending}
        onNo={close}
        onYes={() => begin.mutate(undefined, { onSuccess: close })}
      >
        <Stack gap="sm">
          <List size="sm" spacing={4}>
            {consequences({ page, review }).map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          {begin.isError && <ProblemAlert error={begin.error} />}
        </Stack>
      </QuestionDialog>
    </>
  );
}

function consequences({
  page: { announcement },
  review: { conversations, managers, firstInvitationOn },
}: {
  page: LaunchResponse;
  review: LaunchReviewResponse;
}): readonly string[] {
  const toAsk = managers.toConnect.count;
  return [
    announcement === null
      ? 'Nobody is told beforehand: there is no announcement.'
      : 'The announcement goes out now. Nobody is invited before three working days have passed.',
    `${countText(conversations, 'conversation opens', 'conversations open')} within minutes.`,
    ...(toAsk === 0 ? [] : [`${countText(toAsk, 'manager is', 'managers are')} asked to connect a calendar.`]),
    ...(firstInvitationOn === null ? [] : [`The first invitation can leave on ${formatDate(firstInvitationOn)}.`]),
    'You can pause at any time, and take the launch back.',
  ];
}

/** Stops what leaves, or lets it go on. The question stays the one that was asked until it is closed. */
export function PauseOrResume({ page: { state } }: { page: LaunchResponse }) {
  const [asking, setAsking] = useState(false);
  const [to, setTo] = useState<'pause' | 'resume'>('pause');
  const change = useLaunchChange(() => ({ method: 'POST', path: `/api/launch/${to}` }));
  const ask = () => {
    setTo(state === 'paused' ? 'resume' : 'pause');
    setAsking(true);
  };
  const close = () => {
    change.reset();
    setAsking(false);
  };
  const { title, text, no, yes } = questions[to];
  return (
    <>
      <Button variant="default" onClick={ask}>
        {state === 'paused' ? 'Resume' : 'Pause'}
      </Button>
      <QuestionDialog
        opened={asking}
        title={title}
        no={no}
        yes={yes}
        pending={change.isPending}
        onNo={close}
        onYes={() => change.mutate(undefined, { onSuccess: close })}
      >
        <Stack gap="sm">
          <Text size="sm">{text}</Text>
          {change.isError && <ProblemAlert error={change.error} />}
        </Stack>
      </QuestionDialog>
    </>
  );
}

const questions = {
  pause: {
    title: 'Pause everything?',
    text: 'Within a minute no event, no mail and no webhook leaves any more. What is in calendars stays there.',
    no: 'Go on',
    yes: 'Pause',
  },
  resume: {
    title: 'Go on?',
    text: 'It goes on from where it stood. Times that went by meanwhile are chosen anew, with their full lead time.',
    no: 'Stay paused',
    yes: 'Resume',
  },
} as const;
