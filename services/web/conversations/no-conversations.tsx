import { EmptyState } from '@mantine/core';
import { IconCalendarHeart } from '@tabler/icons-react';
import type { ConversationFilters } from './conversations-query.ts';
import { TextLink } from '../components/text-link.tsx';

export function NoConversations({ filters }: { filters: ConversationFilters }) {
  const filtered = filters.state !== 'all' || filters.search !== undefined;
  return (
    <EmptyState
      py="xl"
      icon={<IconCalendarHeart aria-hidden />}
      title={filtered ? 'Nothing matches' : 'Nothing here yet'}
      description={
        filtered
          ? 'No conversation is in this state or goes by this name.'
          : 'Conversations appear by themselves once they come due.'
      }
    >
      {filtered && (
        <TextLink to="/conversations" search={{ scope: filters.scope, state: 'all' }}>
          Show all
        </TextLink>
      )}
    </EmptyState>
  );
}
