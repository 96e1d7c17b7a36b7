import { Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerResponse, type ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { send } from '../app/api.ts';
import { Panel } from '../components/panel.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { AnswerButtons, type Answer } from './answer-buttons.tsx';

/** "Did it take place?", for the two, once it is over. */
export function AnswerPanel({
  conversation: { id, viewer, manager, report, slot },
  title = 'Did it take place?',
}: {
  conversation: Pick<ConversationDetails, 'id' | 'viewer' | 'manager' | 'report' | 'slot'>;
  title?: string;
}) {
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: (given: Answer) =>
      send('POST', `/api/conversations/${encodeURIComponent(id)}/answer`, {
        body: { answer: given },
        schema: answerResponse,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['conversations'] }),
  });
  if (!viewer.mayAnswer) return null;
  return (
    <Panel>
      <Title order={2} mb={4}>
        {title}
      </Title>
      {slot !== null && (
        <Text component="div" mb={4}>
          <SlotTimes slot={slot} people={[report, manager]} />
        </Text>
      )}
      <Text size="sm" c="dimmed" mb="md" maw={620}>
        {viewer.side === 'report'
          ? `One click is enough, and nobody asks what was said. If it did not, ${manager?.displayName ?? 'your manager'} and HR see the same as if you had not answered.`
          : 'One click is enough, and nobody asks what was said. The report’s own word is what counts as held.'}
      </Text>
      <AnswerButtons
        given={viewer.ownAnswer}
        pending={answer.isPending ? answer.variables : null}
        result={answer.data?.sentence ?? null}
        error={answer.error}
        onAnswer={answer.mutate}
      />
    </Panel>
  );
}
