import { Badge, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { calendarsResponse, type CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { send } from '../app/api.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { providerWords } from '../connection/provider-words.ts';
import { calendarsQuery } from './calendars-queries.ts';
import { domainSentence } from './domain-words.ts';
import { ForwardAttendance } from './forward-attendance.tsx';
import { ForwardConsent } from './forward-consent.tsx';

type Domain = CalendarsResponse['domains'][number];
const lookUp = 'look_up';

/** One mail domain: where its calendars are, and what somebody has to allow. */
export function DomainPanel({ domain: given, offered }: { domain: Domain; offered: CalendarsResponse['offered'] }) {
  const { domain, people, provider, decidedBy, consent, askedAt, toForward, attendanceToForward } = given;
  const path = `/api/calendars/${encodeURIComponent(domain)}`;
  const queryClient = useQueryClient();
  const onSuccess = (answer: CalendarsResponse) => queryClient.setQueryData(calendarsQuery.queryKey, answer);
  const choose = useMutation({
    mutationFn: (chosen: string) =>
      send('PUT', path, { body: { provider: chosen === lookUp ? null : chosen }, schema: calendarsResponse }),
    onSuccess,
  });
  const ask = useMutation({
    mutationFn: () => send('POST', `${path}/link`, { schema: calendarsResponse }),
    onSuccess,
  });
  const error = choose.error ?? ask.error;
  return (
    <Panel>
      <Stack gap="md">
        <div>
          <Group gap="sm">
            <Title order={2} size="h3">
              {domain}
            </Title>
            {consent === 'needed' && (
              <Badge color="amber" variant="light" tt="none">
                waits for an administrator
              </Badge>
            )}
            <Text size="sm" c="dimmed">
              {people === 1 ? '1 person' : `${people} people`}
            </Text>
          </Group>
          <Text mt={4}>{domainSentence({ domain: given, offered })}</Text>
        </div>
        {offered.length > 1 && (
          <NativeSelect
            label="Where these calendars are"
            description={
              decidedBy === 'lookup' && provider !== null
                ? `${providerWords[provider].account} knows this domain, which is why it stands here. Say so if its calendars are elsewhere.`
                : undefined
            }
            value={decidedBy === 'lookup' ? lookUp : (provider ?? lookUp)}
            disabled={choose.isPending}
            onChange={({ currentTarget }) => choose.mutate(currentTarget.value)}
            data={[
              { value: lookUp, label: lookUpLabel({ provider, decidedBy }) },
              ...offered.map((name) => ({ value: name, label: providerWords[name].calendar })),
            ]}
            maw={360}
          />
        )}
        {consent === 'needed' &&
          (toForward === null ? (
            <div>
              <Button loading={ask.isPending} onClick={() => ask.mutate()}>
                {askedAt === null ? 'Make the text to pass on' : 'The link has run out: make a new one'}
              </Button>
            </div>
          ) : (
            <ForwardConsent consent={toForward} />
          ))}
        {attendanceToForward !== null && <ForwardAttendance consent={attendanceToForward} />}
        {error !== null && <ProblemAlert error={error} />}
      </Stack>
    </Panel>
  );
}

function lookUpLabel({ provider, decidedBy }: Pick<Domain, 'provider' | 'decidedBy'>): string {
  if (decidedBy !== 'lookup') return 'Look it up';
  return provider === null ? 'Looked up: people choose' : `Looked up: ${providerWords[provider].calendar}`;
}
