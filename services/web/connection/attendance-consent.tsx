import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconVideo } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { beginConnectionResponse, type ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { providerWords, type Provider } from './provider-words.ts';

type Attendance = NonNullable<ConnectionResponse['attendance']>;

const heading = 'attendance-heading';

/** Asked for apart from the calendar, to those who may agree; told to everybody else. */
export function AttendanceConsent({
  attendance: { consent, says },
  provider,
}: {
  attendance: Attendance;
  provider: Provider | null;
}) {
  return (
    <Panel>
      <Stack gap="md" component="section" aria-labelledby={heading}>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconVideo size={24} aria-hidden style={{ flexShrink: 0 }} />
          <Title order={2} size="h3" id={heading}>
            {consent === null
              ? 'Whether you both joined the call'
              : 'Optional: let Throughline see whether you both joined the call, never more'}
          </Title>
        </Group>
        <List size="sm" spacing={8}>
          {says.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        {consent !== null && provider !== null && <Choice consent={consent} provider={provider} />}
      </Stack>
    </Panel>
  );
}

function Choice({ consent, provider }: { consent: NonNullable<Attendance['consent']>; provider: Provider }) {
  const { account } = providerWords[provider];
  if (consent === 'agreed') {
    return (
      <Stack gap="sm" align="flex-start">
        <Group gap="xs">
          <IconCircleCheck size={18} aria-hidden color="var(--mantine-primary-color-filled)" />
          <Text fw={600}>You have agreed.</Text>
        </Group>
        <Text size="sm" c="dimmed">
          You can take it back at any time; your calendar stays connected. The permission stays listed at {account}{' '}
          until you remove it there, and Throughline no longer uses it.
        </Text>
        <Withdraw />
      </Stack>
    );
  }
  return (
    <Stack gap="sm" align="flex-start">
      {consent === 'lost' && (
        <Text size="sm" role="status">
          You had agreed, and {account} no longer allows it. Your calendar works on as it is, and there is nothing you
          have to do.
        </Text>
      )}
      <Agree label={consent === 'lost' ? `Allow it again at ${account}` : `Allow it at ${account}`} />
      {consent === 'lost' && <Withdraw />}
    </Stack>
  );
}

function Agree({ label }: { label: string }) {
  const begin = useMutation({
    mutationFn: () => send('POST', '/api/connection/attendance/begin', { schema: beginConnectionResponse }),
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
  return (
    <>
      <Button variant="default" loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
        {label}
      </Button>
      {begin.isError && <ProblemAlert error={begin.error} />}
    </>
  );
}

function Withdraw() {
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => send('POST', '/api/connection/attendance/withdraw', { schema: z.unknown() }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['connection'] }),
  });
  return (
    <>
      <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        Take it back
      </Button>
      {withdraw.isError && <ProblemAlert error={withdraw.error} />}
    </>
  );
}
