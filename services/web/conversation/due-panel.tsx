import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dueDateResponse, type ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { useState } from 'react';
import { send } from '../app/api.ts';
import { formatDate } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';

type Due = NonNullable<ConversationDetails['viewer']['due']>;
type Asked = { kind: 'sooner' } | { kind: 'later'; until: string };

/** Sooner, or put off: without a reason, seen by whoever asks alone, and taken back by one click. */
export function DuePanel({
  conversation: { id, viewer, manager, report, slot },
}: {
  conversation: Pick<ConversationDetails, 'id' | 'viewer' | 'manager' | 'report' | 'slot'>;
}) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['conversations'] });
  const path = `/api/conversations/${encodeURIComponent(id)}/due`;
  const ask = useMutation({
    mutationFn: (asked: Asked) => send('POST', path, { body: asked, schema: dueDateResponse }),
    onSuccess,
  });
  const back = useMutation({
    mutationFn: () => send('POST', `${path}/back`, { schema: dueDateResponse }),
    onSuccess,
  });
  const { due, side } = viewer;
  if (due === null) return null;
  const other = side === 'report' ? (manager?.displayName ?? 'your manager') : report.displayName;
  const last = ask.submittedAt > back.submittedAt ? ask : back;
  return (
    <Panel>
      <Title order={2} mb={4}>
        Sooner, or later?
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw={620}>
        No reason is asked. {other} and HR see a due date like any other, in the same words as when leave or a policy
        changes it; that you asked stands on your page alone.
      </Text>
      <Stack gap="md" align="flex-start">
        {due.asked === null ? (
          <Ways due={due} hasSlot={slot !== null} pending={ask.isPending} onAsk={ask.mutate} />
        ) : (
          <AskedFor asked={due.asked} pending={back.isPending} onBack={() => back.mutate()} />
        )}
        <div role="status" aria-live="polite">
          {last.data !== undefined && <Text size="sm">{last.data.sentence}</Text>}
        </div>
        {last.error !== null && <ProblemAlert error={last.error} />}
      </Stack>
    </Panel>
  );
}

function AskedFor({
  asked: { kind, dueOn, isDone },
  pending,
  onBack,
}: {
  asked: NonNullable<Due['asked']>;
  pending: boolean;
  onBack: () => void;
}) {
  const date = <time dateTime={dueOn}>{formatDate(dueOn)}</time>;
  return (
    <>
      <Text>
        {kind === 'sooner' && <>You asked for it sooner, by {date}. </>}
        {kind === 'later' && <>You put it off to {date} at the latest. </>}
        {kind === 'as_before' && <>You took it back: by {date}, as before. </>}
        {!isDone && 'It is carried out within minutes.'}
      </Text>
      <Button variant="default" loading={pending} onClick={onBack}>
        Take it back
      </Button>
    </>
  );
}

function Ways({
  due: { sooner, hasDate, latest, offersSooner },
  hasSlot,
  pending,
  onAsk,
}: {
  due: Due;
  hasSlot: boolean;
  pending: boolean;
  onAsk: (asked: Asked) => void;
}) {
  const [asking, dialog] = useDisclosure(false);
  const [until, setUntil] = useState('');
  return (
    <>
      {offersSooner && (
        <Text maw={620}>The last one did not take place, as you said. If you like, have this one sooner.</Text>
      )}
      {sooner !== null && (
        <Group>
          <Button variant={offersSooner ? 'filled' : 'default'} loading={pending} onClick={dialog.open}>
            Ask for it sooner
          </Button>
          <QuestionDialog
            opened={asking}
            title={`Have it by ${formatDate(sooner)}?`}
            no="Leave it as it is"
            yes="Ask for it"
            pending={pending}
            onNo={dialog.close}
            onYes={() => {
              dialog.close();
              onAsk({ kind: 'sooner' });
            }}
          >
            That leaves both of you time to prepare. The other person gets a due date like any other. It is not counted
            among those planned ahead of need.
          </QuestionDialog>
        </Group>
      )}
      {hasDate && (
        <Text size="sm">It has a date already. To have it sooner, either of you can move it in the calendar.</Text>
      )}
      {latest !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onAsk({ kind: 'later', until });
          }}
        >
          <Group align="flex-end" gap="sm">
            <TextInput
              type="date"
              label="Put it off to"
              required
              max={latest}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={pending}>
              Put it off
            </Button>
          </Group>
          <Text size="sm" c="dimmed" mt={6} maw={620}>
            {formatDate(latest)} at the latest, so that not too long passes between two of them.
            {hasSlot && ' The date in both calendars goes, without a word about why, and another is found.'}
          </Text>
        </form>
      )}
      {sooner === null && !hasDate && latest === null && (
        <Text size="sm">It is as soon as there is time to prepare, and cannot be put off further.</Text>
      )}
    </>
  );
}
