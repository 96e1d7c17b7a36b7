import { Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { viewerZone } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { Answering } from './answering.tsx';

/** "Did it take place?", for the two, once it is over. */
export function AnswerPanel({
  conversation: { id, viewer, manager, report, slot },
  title = 'Did it take place?',
}: {
  conversation: Pick<ConversationDetails, 'id' | 'viewer' | 'manager' | 'report' | 'slot'>;
  title?: string;
}) {
  const queryClient = useQueryClient();
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
          ? `One click is enough, and nobody asks what was said. If it did not, or was part of your 1:1, ${manager?.displayName ?? 'your manager'} and HR see the same as if you had not answered.`
          : 'One click is enough, and nobody asks what was said. The report’s own word is what counts as held.'}
      </Text>
      <Answering
        who={{ conversationId: id }}
        given={viewer.ownAnswer}
        mayMove={viewer.mayMove}
        mayTellPulse={viewer.mayTellPulse}
        timeZone={viewerZone(viewer.side === 'manager' ? manager : report)}
        queryKey={['conversations']}
        onMoved={(message) => {
          notifications.show({ message, closeButtonProps: { 'aria-label': 'Close' } });
          void queryClient.invalidateQueries({ queryKey: ['conversations'] });
        }}
      />
    </Panel>
  );
}
