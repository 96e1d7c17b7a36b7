import { Alert, Button, Checkbox, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { webhookSecretResponse, type WebhooksResponse } from '@throughline/contracts/pages/webhooks.ts';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../app/api.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SecretOnce } from '../components/secret-once.tsx';
import { eventWords } from './webhook-words.ts';
import { useWebhookChange } from './webhooks-queries.ts';

type Wanted = { readonly url: string; readonly description: string; readonly all: boolean; readonly types: string[] };
const blank: Wanted = { url: '', description: '', all: true, types: [] };

/** An address, and what it is to be told of; the secret is shown once it is there. */
export function AddEndpoint({ eventTypes }: Pick<WebhooksResponse, 'eventTypes'>) {
  const [wanted, setWanted] = useState(blank);
  const set = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  const add = useWebhookChange({
    schema: webhookSecretResponse,
    pageOf: ({ page }) => page,
    change: ({ url, description, all, types }: Wanted) => ({
      method: 'POST',
      path: '/api/webhooks',
      body: { url, description, event_types: all ? null : types },
    }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(wanted, { onSuccess: () => setWanted(blank) });
  };
  const wrong = add.error instanceof ApiError ? add.error.problem.errors : undefined;
  const urlError = wrong?.find(({ pointer }) => pointer === '/url')?.detail;
  return (
    <Panel>
      <form onSubmit={submit} aria-label="Add an endpoint">
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label="Address"
              description="https, on the public internet"
              placeholder="https://hr.example.com/throughline"
              value={wanted.url}
              onChange={({ currentTarget }) => set({ url: currentTarget.value })}
              aria-invalid={urlError !== undefined}
              required
              withAsterisk={false}
            />
            <TextInput
              label="What it is"
              description="For yourselves, such as the system’s name"
              value={wanted.description}
              maxLength={200}
              onChange={({ currentTarget }) => set({ description: currentTarget.value })}
            />
          </SimpleGrid>
          <Switch
            label="Tell it of everything, also of what later versions add"
            checked={wanted.all}
            onChange={({ currentTarget }) => set({ all: currentTarget.checked })}
          />
          {!wanted.all && (
            <Checkbox.Group label="Tell it when" value={wanted.types} onChange={(types) => set({ types })}>
              <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} mt="xs">
                {eventTypes.map((type) => (
                  <Checkbox key={type} value={type} label={eventWords[type] ?? type} description={type} />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          )}
          <Button
            type="submit"
            loading={add.isPending}
            disabled={!wanted.all && wanted.types.length === 0}
            w="fit-content"
          >
            Add it
          </Button>
          {urlError !== undefined && (
            <Alert role="alert" color="amber" variant="light" title="This address cannot be told">
              It {urlError}.
            </Alert>
          )}
          {add.isError && urlError === undefined && <ProblemAlert error={add.error} />}
          {add.isSuccess && (
            <SecretOnce
              secret={add.data.secret}
              note="Put it into the receiving system, which verifies with it that a message is ours. Then send a test."
            />
          )}
        </Stack>
      </form>
    </Panel>
  );
}
