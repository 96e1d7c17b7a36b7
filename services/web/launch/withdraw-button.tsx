import { Button, Stack, Text, TextInput } from '@mantine/core';
import type { LaunchResponse } from '@throughline/contracts/pages/launch.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { useLaunchChange } from './launch-queries.ts';
import { countText } from './launch-words.ts';

/** Takes a launch back. Since events disappear from calendars, the organisation's name is asked for. */
export function WithdrawButton({ page: { name, eventsToCome } }: { page: LaunchResponse }) {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const withdraw = useLaunchChange(() => ({ method: 'POST', path: '/api/launch/withdraw', body: { name: typed } }));
  const close = () => {
    setTyped('');
    withdraw.reset();
    setAsking(false);
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Withdraw
      </Button>
      <QuestionDialog
        opened={asking}
        title="Take the launch back?"
        no="Leave it as it is"
        yes="Withdraw"
        pending={withdraw.isPending}
        ready={typed.trim() === name.trim()}
        onNo={close}
        onYes={() => withdraw.mutate(undefined, { onSuccess: close })}
      >
        <Stack gap="sm">
          <Text size="sm">
            {eventsToCome === 0
              ? 'There is no event still to come.'
              : `${countText(eventsToCome, 'event', 'events')} still to come ${eventsToCome === 1 ? 'is' : 'are'} cancelled in the calendars of both people.`}{' '}
            Nothing else leaves until it is launched again; due dates and what was held stand.
          </Text>
          <TextInput
            label={`To be sure, type the name: ${name}`}
            value={typed}
            autoComplete="off"
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          {withdraw.isError && <ProblemAlert error={withdraw.error} />}
        </Stack>
      </QuestionDialog>
    </>
  );
}
