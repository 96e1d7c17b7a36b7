import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { beginConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { send } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { providerWords, type Provider } from './provider-words.ts';

/** Leaves for the provider's own page, where the permission is given. */
export function BeginConnection({
  offered,
  token,
  verb = 'Connect',
  isSecondChoice = false,
}: {
  offered: readonly Provider[];
  token: string | undefined;
  verb?: 'Connect' | 'Reconnect';
  /** None of these is the calendar of the person's own company. */
  isSecondChoice?: boolean;
}) {
  const begin = useMutation({
    mutationFn: (provider: Provider) =>
      send('POST', '/api/connection/begin', {
        body: { provider, ...(token === undefined ? {} : { token }) },
        schema: beginConnectionResponse,
      }),
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
  if (offered.length === 0) {
    return (
      <Text role="note">No calendar can be connected here yet. Whoever runs Throughline has to set one up first.</Text>
    );
  }
  const leaving = begin.isPending || begin.isSuccess;
  return (
    <Stack gap="sm" align="flex-start">
      <Group>
        {offered.map((provider, index) => {
          const { calendar, icon: ProviderIcon } = providerWords[provider];
          return (
            <Button
              key={provider}
              size="md"
              variant={index === 0 && !isSecondChoice ? 'filled' : 'default'}
              leftSection={<ProviderIcon size={18} aria-hidden />}
              loading={leaving && begin.variables === provider}
              disabled={leaving}
              onClick={() => begin.mutate(provider)}
            >
              {verb} {calendar}
            </Button>
          );
        })}
      </Group>
      {begin.isError && <ProblemAlert error={begin.error} />}
    </Stack>
  );
}
