import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { askAdministratorResponse, type ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { send } from '../app/api.ts';
import { ForwardConsent } from '../calendars/forward-consent.tsx';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { providerWords, type Provider } from './provider-words.ts';

/** Why there is nothing to press yet, and what can be passed on to whoever can change that. */
export function AdministratorFirst({
  waitsFor: { provider, domain, toForward },
  token,
}: {
  waitsFor: NonNullable<ConnectionResponse['administratorFirst']>;
  token: string | undefined;
}) {
  const { account, calendar, administrator } = providerWords[provider];
  return (
    <Panel>
      <Stack gap="md">
        <Alert
          color="amber"
          icon={<IconHourglass aria-hidden />}
          title={`Your ${administrator} has to allow this first`}
        >
          {account} lets people at {domain} connect {calendar} only after an administrator has allowed it once for
          everybody. There is nothing you have to do: you are asked again as soon as that has happened. If you know who
          it is, you can help by passing this on.
        </Alert>
        {toForward === null ? (
          <AskAdministrator provider={provider} token={token} label="Show me the text to pass on" />
        ) : (
          <ForwardConsent consent={toForward} />
        )}
      </Stack>
    </Panel>
  );
}

/** Makes the link; the page then shows it. */
export function AskAdministrator({
  provider,
  token,
  label,
}: {
  provider: Provider;
  token: string | undefined;
  label: string;
}) {
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      send('POST', '/api/connection/ask-administrator', {
        body: { provider, ...(token === undefined ? {} : { token }) },
        schema: askAdministratorResponse,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['connection'] }),
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
        {label}
      </Button>
      {ask.data?.toForward === null && (
        <Text size="sm" role="status">
          Nobody has to allow anything for your address. Please try to connect once more.
        </Text>
      )}
      {ask.isError && <ProblemAlert error={ask.error} />}
    </Stack>
  );
}
