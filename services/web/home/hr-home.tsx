import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConnectionHealth } from '../calendars/connection-health.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { needsADateInShortQuery } from '../needs-a-date/needs-a-date-queries.ts';
import { ReasonCounts } from '../needs-a-date/reason-counts.tsx';
import { UnitsOnly } from '../needs-a-date/units-only.tsx';

/** For those who look after everybody's dates: how many need one and why, and how the calendars stand. */
export function HrHome() {
  const query = useQuery(needsADateInShortQuery);
  return (
    <Stack gap="xl">
      <Section
        title="Who needs a date"
        aside={
          <TextLink to="/needs-a-date" size="sm">
            The list
          </TextLink>
        }
      >
        <Loaded query={query} rows={1}>
          {(list) =>
            list.kind === 'units_only' ? (
              <UnitsOnly />
            ) : list.total === 0 ? (
              <Text c="dimmed">Everybody has a date.</Text>
            ) : (
              <ReasonCounts reasons={list.reasons} filter={{}} />
            )
          }
        </Loaded>
      </Section>
      <ConnectionHealth />
    </Stack>
  );
}
