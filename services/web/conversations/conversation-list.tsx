import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Loaded } from '../components/loaded.tsx';
import { ConversationTable } from './conversation-table.tsx';
import { conversationsQuery, type ConversationFilters } from './conversations-query.ts';
import { NoConversations } from './no-conversations.tsx';

export function ConversationList({ filters }: { filters: ConversationFilters }) {
  const query = useInfiniteQuery(conversationsQuery(filters));
  return (
    <Loaded query={query} rows={8}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        const total = pages[0]?.total ?? 0;
        return (
          <Stack gap="md">
            <Text size="sm" c="dimmed" role="status">
              {total === 1 ? '1 conversation' : `${total} conversations`}
            </Text>
            {rows.length === 0 ? (
              <NoConversations filters={filters} />
            ) : (
              <ConversationTable rows={rows} filters={filters} />
            )}
            {query.isFetchNextPageError && <ProblemAlert error={query.error} />}
            {query.hasNextPage && (
              <Group>
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Show more
                </Button>
                <Text size="sm" c="dimmed">
                  {rows.length} of {total} shown
                </Text>
              </Group>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
