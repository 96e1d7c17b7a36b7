import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBrandGoogle, IconBrandWindows } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { beginConnectionResponse, type ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { send } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

type Provider = ConnectionResponse['offered'][number];

const providers: Readonly<Record<Provider, { name: string; icon: typeof IconBrandGoogle }>> = {
  google: { name: 'Google Calendar', icon: IconBrandGoogle },
  microsoft: { name: 'Outlook', icon: IconBrandWindows },
};

/** Leaves for the provider's own page, where the permission is given. */
export function BeginConnection({
  offered,
  token,
  verb = 'Connect',
}: {
  offered: readonly Provider[];
  token: string | undefined;
  verb?: 'Connect' | 'Reconnect';
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
        {offered.map((provider) => {
          const { name, icon: ProviderIcon } = providers[provider];
          return (
            <Button
              key={provider}
              size="md"
              leftSection={<ProviderIcon size={18} aria-hidden />}
              loading={leaving && begin.variables === provider}
              disabled={leaving}
              onClick={() => begin.mutate(provider)}
            >
              {verb} {name}
            </Button>
          );
        })}
      </Group>
      {begin.isError && <ProblemAlert error={begin.error} />}
    </Stack>
  );
}
