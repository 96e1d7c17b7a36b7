import { Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConfirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { answerResponse } from '@throughline/contracts/pages/conversations.ts';
import { send } from '../app/api.ts';
import { slotDay, slotHours, zoneName } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { AnswerButtons, type Answer } from './answer-buttons.tsx';

export function ConfirmPanel({
  token,
  confirmation: { reportName, managerName, slot, timeZone, answer: given, whoSeesWhat },
  suggested,
}: {
  token: string;
  confirmation: Extract<ConfirmationResponse, { state: 'open' }>;
  suggested: Answer | null;
}) {
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: (chosen: Answer) =>
      send('POST', '/api/confirmation', { body: { token, answer: chosen }, schema: answerResponse }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['confirmation', token] }),
  });
  return (
    <Stack gap="lg">
      <Panel>
        <Text fw={600} size="lg">
          {reportName} & {managerName}
        </Text>
        <Text mb="lg">
          <time dateTime={slot.startsAt}>
            {slotDay({ slot, timeZone })}, {slotHours({ slot, timeZone })}
          </time>{' '}
          <Text span c="dimmed">
            {zoneName(timeZone)}
          </Text>
        </Text>
        <AnswerButtons
          given={given}
          suggested={suggested}
          pending={answer.isPending ? answer.variables : null}
          result={answer.data?.sentence ?? null}
          error={answer.error}
          onAnswer={answer.mutate}
        />
      </Panel>
      <WhoSeesWhat>{whoSeesWhat}</WhoSeesWhat>
    </Stack>
  );
}
