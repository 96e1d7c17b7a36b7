import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  replayWebhooksResponse,
  testWebhookResponse,
  webhookSecretResponse,
  webhooksResponse,
  type WebhookOnPage,
} from '@throughline/contracts/pages/webhooks.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SecretOnce } from '../components/secret-once.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { answerWords } from './webhook-words.ts';
import { useWebhookChange } from './webhooks-queries.ts';

/** Test it, switch it, send what did not arrive, give it a new secret, take it out. */
export function EndpointActions({ endpoint }: { endpoint: WebhookOnPage }) {
  const { id, state, counts, description, url } = endpoint;
  const name = description === '' ? url : description;
  const path = `/api/webhooks/${id}`;
  const [asking, question] = useDisclosure(false);
  const test = useWebhookChange({
    schema: testWebhookResponse,
    pageOf: ({ page }) => page,
    change: () => ({ method: 'POST', path: `${path}/test` }),
  });
  const replay = useWebhookChange({
    schema: replayWebhooksResponse,
    pageOf: ({ page }) => page,
    change: () => ({ method: 'POST', path: `${path}/replay` }),
  });
  const toggle = useWebhookChange({
    schema: webhooksResponse,
    pageOf: (page) => page,
    change: () => ({
      method: 'PUT',
      path: `${path}/state`,
      body: { state: state === 'enabled' ? 'disabled' : 'enabled' },
    }),
  });
  const secret = useWebhookChange({
    schema: webhookSecretResponse,
    pageOf: ({ page }) => page,
    change: () => ({ method: 'POST', path: `${path}/secret` }),
  });
  const remove = useWebhookChange({
    schema: webhooksResponse,
    pageOf: (page) => page,
    change: () => ({ method: 'DELETE', path }),
  });
  const error = test.error ?? replay.error ?? toggle.error ?? secret.error ?? remove.error;
  const button = { size: 'xs', variant: 'default' } as const;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button
          {...button}
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={`Send a test to ${name}`}
        >
          Send a test
        </Button>
        {state === 'enabled' && counts.failed + counts.skipped > 0 && (
          <Button
            {...button}
            loading={replay.isPending}
            onClick={() => replay.mutate()}
            aria-label={`Send what did not arrive at ${name}`}
          >
            Send what did not arrive
          </Button>
        )}
        <Button
          {...button}
          loading={toggle.isPending}
          onClick={() => toggle.mutate()}
          aria-label={`Switch ${name} ${state === 'enabled' ? 'off' : 'on'}`}
        >
          {state === 'enabled' ? 'Switch off' : 'Switch on'}
        </Button>
        <Button
          {...button}
          loading={secret.isPending}
          onClick={() => secret.mutate()}
          aria-label={`Make a new secret for ${name}`}
        >
          New secret
        </Button>
        <Button {...button} onClick={question.open} aria-label={`Take out ${name}`}>
          Take it out
        </Button>
      </Group>
      <Text size="sm" role="status" aria-live="polite">
        {test.isSuccess &&
          (test.data.delivery.state === 'delivered'
            ? 'The test arrived.'
            : `The test did not arrive: ${answerWords(test.data.delivery)}.`)}
        {replay.isSuccess &&
          (replay.data.replayed === 1 ? '1 event is on its way.' : `${replay.data.replayed} events are on their way.`)}
      </Text>
      {secret.isSuccess && (
        <SecretOnce
          secret={secret.data.secret}
          note="Both secrets sign for a day: put the new one into the receiving system until then."
        />
      )}
      {error !== null && <ProblemAlert error={error} />}
      <QuestionDialog
        opened={asking}
        title={`Take out ${name}?`}
        no="Keep it"
        yes="Take it out"
        pending={remove.isPending}
        onNo={question.close}
        onYes={() => remove.mutate(undefined, { onSuccess: question.close })}
      >
        It is told nothing any more, and the log of what it was told goes with it. Its secret is good for nothing then.
      </QuestionDialog>
    </Stack>
  );
}
