import { Group, Text } from '@mantine/core';
import { IconMessageForward } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../components/button-link.tsx';
import { Panel } from '../components/panel.tsx';
import { conversationQuery } from '../conversations/conversations-query.ts';

/** On the report's own page, while they have a new manager and have let them read nothing yet. */
export function HandoverOffer({ conversationId }: { conversationId: string }) {
  const { data } = useQuery(conversationQuery(conversationId));
  const handover = data?.viewer.handover;
  if (data === undefined || data.viewer.side !== 'report') return null;
  if (handover !== 'offered' && handover !== 'kept') return null;
  return (
    <Panel>
      <Group justify="space-between" gap="md">
        <Text maw={560}>
          {data.manager?.displayName ?? 'Your manager'} is new to you. If you like, write a card of your own: what
          should not be lost, for them alone, once you release it.
        </Text>
        <ButtonLink
          to="/conversations/$id/handover"
          params={{ id: conversationId }}
          variant="default"
          leftSection={<IconMessageForward size={18} aria-hidden />}
        >
          {handover === 'kept' ? 'Go on with your card' : 'Write a card'}
        </ButtonLink>
      </Group>
    </Panel>
  );
}
