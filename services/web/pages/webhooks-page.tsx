import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { WebhooksResponse } from '@throughline/contracts/pages/webhooks.ts';
import { viewerZone } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { AddEndpoint } from '../webhooks/add-endpoint.tsx';
import { EndpointPanel } from '../webhooks/endpoint-panel.tsx';
import { webhooksQuery } from '../webhooks/webhooks-queries.ts';

/** Which systems are told of what happens, whether it gets there, and what to do when it does not. */
export function WebhooksPage() {
  return <PersonOnly>{(person) => <Webhooks person={person} />}</PersonOnly>;
}

function Webhooks({ person }: { person: Person }) {
  const query = useQuery(webhooksQuery);
  return (
    <Page
      title="Webhooks"
      lead="Other systems can be told as soon as a conversation is booked, moved or held. They are told ids and states, never what is said."
    >
      <Loaded query={query} rows={4}>
        {({ endpoints, eventTypes, full, telling }) => (
          <Stack gap={40}>
            <Telling telling={telling} />
            <Section title="Endpoints">
              {endpoints.length === 0 ? (
                <Text c="dimmed">No system is told yet. Add the address your HR system gave you.</Text>
              ) : (
                <Stack gap="lg">
                  {endpoints.map((endpoint) => (
                    <EndpointPanel key={endpoint.id} endpoint={endpoint} timeZone={viewerZone(person)} />
                  ))}
                </Stack>
              )}
            </Section>
            <Section title="Add an endpoint">
              {full ? (
                <Text c="dimmed">There are as many endpoints as there can be. Take one out first.</Text>
              ) : (
                <AddEndpoint eventTypes={eventTypes} />
              )}
            </Section>
          </Stack>
        )}
      </Loaded>
      <WhoSeesWhat>
        Administrators see this page. A receiver learns who has a conversation with whom and its state, as HR does; a
        private answer changes neither what it is told nor when. How to verify what arrives is told in{' '}
        <Anchor href="/docs">the API’s description</Anchor>.
      </WhoSeesWhat>
    </Page>
  );
}

function Telling({ telling }: Pick<WebhooksResponse, 'telling'>) {
  if (telling === 'yes') return null;
  return (
    <Alert color="amber" variant="light" title={telling === 'paused' ? 'Paused' : 'Not launched yet'}>
      {telling === 'paused'
        ? 'The organisation is paused: nothing is sent, tests included. What happens meanwhile is sent when it goes on.'
        : 'Nothing is sent before the launch but tests.'}
    </Alert>
  );
}
