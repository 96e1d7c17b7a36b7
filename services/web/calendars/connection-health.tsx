import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConnectionHealthResponse } from '@throughline/contracts/pages/connection-health.ts';
import { useSession } from '../app/session.ts';
import { formatInstant, viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Panel } from '../components/panel.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { connectionHealthQuery } from './calendars-queries.ts';

type Health = NonNullable<ConnectionHealthResponse['health']>;

/** How the organisation's calendars stand, in numbers, with the way to whose they are. */
export function ConnectionHealth() {
  const query = useQuery(connectionHealthQuery);
  return (
    <Section
      title="How the calendars stand"
      aside={
        <TextLink to="/calendars" size="sm">
          Calendars
        </TextLink>
      }
    >
      <Panel>
        <Loaded query={query} rows={3}>
          {({ health }) =>
            health === null ? (
              <Text size="sm">With your works council’s terms it is not told how single calendars stand.</Text>
            ) : (
              <Numbers health={health} />
            )
          }
        </Loaded>
      </Panel>
    </Section>
  );
}

function Numbers({ health }: { health: Health }) {
  const { working, availabilityOnly, stale, broken, notConnected, announced, polledOnly, oldestReadAt } = health;
  const { data: session } = useSession();
  const isAnyRead = announced + polledOnly > 0;
  return (
    <List size="sm" spacing={6} listStyleType="none" aria-label="Calendars in numbers">
      <Line count={working}>working</Line>
      {availabilityOnly > 0 && <Line count={availabilityOnly}>only showing when somebody is busy</Line>}
      <Line count={stale}>connected, and not read for a day</Line>
      {broken.length === 0 && <Line count={0}>not working any more</Line>}
      {broken.map(({ why, calendars }) => (
        <Line key={why} count={calendars}>
          not working any more. {why}
        </Line>
      ))}
      <Line count={notConnected}>not connected, of managers with a conversation ahead</Line>
      {isAnyRead && (
        <List.Item>
          {announced} announce a change at once, {polledOnly} are read every few minutes alone.
        </List.Item>
      )}
      {oldestReadAt !== null && (
        <List.Item>
          The one not read for longest was read on{' '}
          <time dateTime={oldestReadAt}>
            {formatInstant({ instant: oldestReadAt, timeZone: viewerZone(session?.person ?? null) })}
          </time>
          .
        </List.Item>
      )}
    </List>
  );
}

function Line({ count, children }: { count: number; children: React.ReactNode }) {
  return (
    <List.Item>
      <Text span fw={650} inherit>
        {count}
      </Text>{' '}
      {children}
    </List.Item>
  );
}
