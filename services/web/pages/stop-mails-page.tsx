import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** Behind the link at the foot of a recurring mail; a click stops it. */
export function StopMailsPage() {
  const { token } = useSearch({ from: '/mails/stop' });
  const stop = useMutation({
    mutationFn: () => send('POST', '/api/mails/stop', { body: { token }, schema: z.unknown() }),
  });
  return (
    <Page
      title="Stop these mails"
      lead="You will get no more mails of the kind whose link you followed. Everything else stays as it is."
      width="sm"
    >
      <Panel>
        <Stack align="flex-start" gap="md">
          <Text>Invitations in your calendar, and the one question after a conversation, are not touched by this.</Text>
          {token === undefined ? (
            <Text role="alert">The link seems to have lost its end. Follow it from the mail once more.</Text>
          ) : (
            <Button loading={stop.isPending} disabled={stop.isSuccess} onClick={() => stop.mutate()}>
              {stop.isSuccess ? 'Stopped' : 'Stop these mails'}
            </Button>
          )}
          <div role="status" aria-live="polite">
            {stop.isSuccess && <Text>Done. You will get no more of these.</Text>}
          </div>
          {stop.isError && <ProblemAlert error={stop.error} />}
        </Stack>
      </Panel>
    </Page>
  );
}
