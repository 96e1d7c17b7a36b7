import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react';
import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { useSession } from '../app/session.ts';
import { formatInstant, viewerZone } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { BeginConnection } from './begin-connection.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { providerWords } from './provider-words.ts';

/** A calendar that is connected, or was and needs its permission again. */
export function ConnectionStatus({
  connection: { accountEmail, status, connectedAt, syncedAt, provider },
  offered,
  token,
}: {
  connection: NonNullable<ConnectionResponse['connection']>;
  /** What can be connected now. */
  offered: ConnectionResponse['offered'];
  token: string | undefined;
}) {
  const { data: session } = useSession();
  const timeZone = viewerZone(session?.person ?? null);
  const active = status === 'active';
  const StatusIcon = active ? IconCircleCheck : IconPlugConnectedX;
  return (
    <Panel>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <StatusIcon size={24} aria-hidden color="var(--mantine-primary-color-filled)" style={{ flexShrink: 0 }} />
          <div>
            <Text fw={600}>
              {active
                ? `${providerWords[provider].calendar} is connected: ${accountEmail}`
                : `${accountEmail} needs connecting again`}
            </Text>
            <Text size="sm" c="dimmed">
              Since {formatInstant({ instant: connectedAt, timeZone })}
              {syncedAt !== null && `; last read ${formatInstant({ instant: syncedAt, timeZone })}`}
            </Text>
            {!active && (
              <Text size="sm" mt={6}>
                The permission was taken back or has run out. Until it is given again, no conversation of yours can be
                booked or kept up to date.
              </Text>
            )}
          </div>
        </Group>
        <Group>
          {!active && offered.includes(provider) && (
            <BeginConnection offered={[provider]} token={token} verb="Reconnect" />
          )}
          {session?.person ? (
            <DisconnectButton accountEmail={accountEmail} />
          ) : (
            <Button variant="subtle" component="a" href="/sign-in?returnTo=/connect">
              Sign in to disconnect
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}
