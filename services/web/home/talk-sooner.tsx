import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  dueDateResponse,
  type ConversationDetails,
  type ConversationRow,
} from '@throughline/contracts/pages/conversations.ts';
import { send } from '../app/api.ts';
import { formatDate } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { conversationQuery } from '../conversations/conversations-query.ts';

type Due = ConversationDetails['viewer']['due'];

/** A manager asks for a conversation sooner, from beside the report's name; on the report's page it is a due date like any other. */
export function TalkSooner({ row: { id, report } }: { row: Pick<ConversationRow, 'id' | 'report'> }) {
  const [asking, dialog] = useDisclosure(false);
  const queryClient = useQueryClient();
  // How soon it could be is asked for once somebody wants to know.
  const details = useQuery({ ...conversationQuery(id), enabled: asking });
  const ask = useMutation({
    mutationFn: () =>
      send('POST', `/api/conversations/${encodeURIComponent(id)}/due`, {
        body: { kind: 'sooner' },
        schema: dueDateResponse,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['conversations'] }),
  });
  const due = details.data?.viewer.due ?? null;
  const sooner = due?.asked === null ? due.sooner : null;
  return (
    <Stack gap={4} align="flex-start">
      <Button
        variant="default"
        size="xs"
        aria-label={`Talk sooner with ${report.displayName}`}
        loading={ask.isPending}
        disabled={ask.isSuccess}
        onClick={dialog.open}
      >
        Talk sooner
      </Button>
      <div role="status" aria-live="polite">
        {ask.isSuccess && <Text size="sm">{ask.data.sentence}</Text>}
      </div>
      {ask.error !== null && <ProblemAlert error={ask.error} />}
      <QuestionDialog
        opened={asking}
        title={sooner === null ? `Talk sooner with ${report.displayName}` : `Have it by ${formatDate(sooner)}?`}
        no="Leave it as it is"
        yes="Ask for it"
        ready={sooner !== null}
        pending={ask.isPending}
        onNo={dialog.close}
        onYes={() => {
          dialog.close();
          ask.mutate();
        }}
      >
        {details.isError
          ? details.error.message
          : details.isPending
            ? 'Looking how soon it can be …'
            : whatFollows(due)}
      </QuestionDialog>
    </Stack>
  );
}

function whatFollows(due: Due): string {
  if (due === null) return 'Its due date is settled.';
  if (due.asked !== null)
    return 'You have asked about its due date already; the conversation’s page has it, and takes it back.';
  if (due.hasDate) return 'It has a date already. Either of you can move it in the calendar.';
  if (due.sooner === null) return 'It is as soon as there is time to prepare.';
  return 'That leaves both of you time to prepare. They get a due date like any other. It is not counted among those planned ahead of need.';
}
