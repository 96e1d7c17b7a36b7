import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { WebhookOnPage } from '@throughline/contracts/pages/webhooks.ts';
import { formatInstant } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { countsSentence, endpointSentence, eventWords } from './webhook-words.ts';

/** One endpoint: how it goes, what can be done, and what it was told lately. */
export function EndpointPanel({ endpoint, timeZone }: { endpoint: WebhookOnPage; timeZone: string }) {
  const { url, description, state, failing_since, event_types, previous_secret_expires_at, counts } = endpoint;
  const isTroubled = state === 'disabled' || failing_since !== null;
  return (
    <Panel>
      <Stack gap="md">
        <div>
          <Group gap="sm">
            <Title order={3} size="h4" style={{ overflowWrap: 'anywhere' }}>
              {description === '' ? url : description}
            </Title>
            {isTroubled && (
              <Badge color="amber" variant="light" tt="none">
                {state === 'disabled' ? 'switched off' : 'does not get through'}
              </Badge>
            )}
          </Group>
          {description !== '' && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {url}
            </Text>
          )}
          <Text mt={4}>{endpointSentence({ endpoint, timeZone })}</Text>
          <Text size="sm" c="dimmed">
            {countsSentence(counts)} Told {event_types === null ? 'of everything' : `when: ${words(event_types)}`}.
            {previous_secret_expires_at !== null &&
              ` The former secret signs too until ${formatInstant({ instant: previous_secret_expires_at, timeZone })}.`}
          </Text>
        </div>
        <EndpointActions endpoint={endpoint} />
        <DeliveryLog endpoint={endpoint} timeZone={timeZone} />
      </Stack>
    </Panel>
  );
}

const list = new Intl.ListFormat('en-GB');

function words(types: readonly string[]): string {
  return list.format(types.map((type) => eventWords[type] ?? type));
}
