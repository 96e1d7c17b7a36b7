import { Button, Stack, Text } from '@mantine/core';
import { webhooksResponse, type WebhookOnPage } from '@throughline/contracts/pages/webhooks.ts';
import type { V1WebhookDelivery } from '@throughline/contracts/v1/webhooks.ts';
import { formatInstant } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { answerWords, deliveryWords, eventWords } from './webhook-words.ts';
import { useWebhookChange } from './webhooks-queries.ts';

const columns = ['Event', 'Happened', 'State', 'Last attempt', 'Again'] as const;

/** What one endpoint was told lately, the newest first. */
export function DeliveryLog({ endpoint, timeZone }: { endpoint: WebhookOnPage; timeZone: string }) {
  const { id, description, url, deliveries, state } = endpoint;
  const replay = useWebhookChange({
    schema: webhooksResponse,
    pageOf: (page) => page,
    change: (deliveryId: string) => ({ method: 'POST', path: `/api/webhooks/${id}/deliveries/${deliveryId}/replay` }),
  });
  if (deliveries.length === 0) return <Text c="dimmed">It was told nothing yet.</Text>;
  return (
    <Stack gap="xs">
      <StackingTable
        caption={`What ${description === '' ? url : description} was told lately`}
        columns={columns}
        rows={deliveries.map((delivery) => ({
          key: delivery.id,
          cells: [
            eventWords[delivery.event.type] ?? delivery.event.type,
            <time key="at" dateTime={delivery.event.timestamp}>
              {formatInstant({ instant: delivery.event.timestamp, timeZone })}
            </time>,
            <State key="state" delivery={delivery} timeZone={timeZone} />,
            <LastAttempt key="last" delivery={delivery} timeZone={timeZone} />,
            state === 'enabled' && delivery.state !== 'waiting' && delivery.event.type !== 'webhook.test' ? (
              <Button
                key="again"
                size="xs"
                variant="default"
                loading={replay.isPending && replay.variables === delivery.id}
                aria-label={`Send again: ${eventWords[delivery.event.type] ?? delivery.event.type}, ${formatInstant({ instant: delivery.event.timestamp, timeZone })}`}
                onClick={() => replay.mutate(delivery.id)}
              >
                Send again
              </Button>
            ) : null,
          ],
        }))}
      />
      {replay.isError && <ProblemAlert error={replay.error} />}
    </Stack>
  );
}

type Cell = { readonly delivery: V1WebhookDelivery; readonly timeZone: string };

function State({ delivery: { state, attempts, next_attempt_at }, timeZone }: Cell) {
  return (
    <Stack gap={0}>
      <span>{deliveryWords[state]}</span>
      {next_attempt_at !== null && attempts > 0 && (
        <Text size="sm" c="dimmed">
          again {formatInstant({ instant: next_attempt_at, timeZone })}
        </Text>
      )}
    </Stack>
  );
}

function LastAttempt({ delivery, timeZone }: Cell) {
  const { last_attempt_at, attempts } = delivery;
  if (last_attempt_at === null) return <Text c="dimmed">none yet</Text>;
  return (
    <Stack gap={0}>
      <time dateTime={last_attempt_at}>{formatInstant({ instant: last_attempt_at, timeZone })}</time>
      <Text size="sm" c="dimmed">
        {answerWords(delivery)}
        {attempts > 1 && `, attempt ${attempts}`}
      </Text>
    </Stack>
  );
}
