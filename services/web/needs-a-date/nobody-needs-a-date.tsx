import { EmptyState } from '@mantine/core';
import { IconCalendarHeart } from '@tabler/icons-react';
import { TextLink } from '../components/text-link.tsx';

export function NobodyNeedsADate({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState
      py="xl"
      icon={<IconCalendarHeart aria-hidden />}
      title={isFiltered ? 'Nobody matches' : 'Everybody has a date'}
      description={
        isFiltered
          ? 'Nobody without a date fits what you narrowed the list to.'
          : 'Whoever is due now or soon has one. Somebody who loses theirs appears here within minutes.'
      }
    >
      {isFiltered && <TextLink to="/needs-a-date">Show everybody</TextLink>}
    </EmptyState>
  );
}
