import { Alert, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '../calendars/calendars-queries.ts';
import { TextLink } from '../components/text-link.tsx';

/** To HR, while nobody of a mail domain can be asked to connect. */
export function AdministratorWaitedFor() {
  const { data } = useQuery(calendarsQuery);
  const waiting = data?.domains.filter(({ consent }) => consent === 'needed') ?? [];
  if (waiting.length === 0) return null;
  const people = waiting.reduce((sum, domain) => sum + domain.people, 0);
  return (
    <Alert color="amber" icon={<IconHourglass aria-hidden />} title="Calendars wait for an administrator">
      <Text size="sm">
        {people === 1 ? 'One person' : `${people} people`} at{' '}
        {new Intl.ListFormat('en').format(waiting.map(({ domain }) => domain))} can be asked to connect once whoever
        administers their calendars has allowed it. <TextLink to="/calendars">Get the text to pass on</TextLink>.
      </Text>
    </Alert>
  );
}
