import { Stack, Text } from '@mantine/core';
import type { ConfirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { slotDay, slotHours, zoneName } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import type { Choice } from './answer-buttons.tsx';
import { Answering } from './answering.tsx';

export function ConfirmPanel({
  token,
  confirmation,
  suggested,
}: {
  token: string;
  confirmation: Extract<ConfirmationResponse, { state: 'open' }>;
  suggested: Choice | null;
}) {
  const { conversationId, reportName, managerName, slot, timeZone, answer, mayMove, mayTellPulse } = confirmation;
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
        <Answering
          who={{ token }}
          given={answer}
          suggested={suggested}
          mayMove={mayMove}
          mayTellPulse={mayTellPulse}
          timeZone={timeZone}
          queryKey={['confirmation', token]}
          onMoved={() => undefined}
        />
      </Panel>
      <WhoSeesWhat>{confirmation.whoSeesWhat}</WhoSeesWhat>
      <TextLink to="/conversations/$id" params={{ id: conversationId }} size="sm" w="fit-content">
        See the conversation
      </TextLink>
    </Stack>
  );
}
