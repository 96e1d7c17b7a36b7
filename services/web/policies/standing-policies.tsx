import { Badge, Group, List, Stack, Text, Title } from '@mantine/core';
import { formatDate, formatInstant } from '../app/times.ts';
import { ButtonLink } from '../components/button-link.tsx';
import { Panel } from '../components/panel.tsx';
import { audienceWords, ruleSentences, type StandingPolicy } from './policy-words.ts';

/** What holds today, the widest audience first, each in words. */
export function StandingPolicies({ policies, timeZone }: { policies: readonly StandingPolicy[]; timeZone: string }) {
  if (policies.length === 0) return <Text c="dimmed">There is no policy yet, so nobody is asked for anything.</Text>;
  return (
    <Stack>
      {policies.map((policy) => (
        <Panel key={policy.id}>
          <Stack gap="sm">
            <Group justify="space-between" align="flex-start">
              <Stack gap={2}>
                <Group gap="sm">
                  <Title order={3}>{policy.name}</Title>
                  <Badge variant="default" tt="none">
                    version {policy.version}
                  </Badge>
                </Group>
                <Text size="sm" c="dimmed">
                  For {audienceWords(policy.audience, policy.personName)}, since{' '}
                  {formatInstant({ instant: policy.published_at, timeZone })}. Rollout from{' '}
                  {formatDate(policy.rollout_starts_on)}.
                </Text>
              </Stack>
              <ButtonLink
                to="/policies"
                search={{ draft: policy.key }}
                variant="default"
                size="xs"
                aria-label={`Draft a change to ${policy.name}`}
              >
                Draft a change
              </ButtonLink>
            </Group>
            <List size="sm" spacing={4} maw={760}>
              {ruleSentences(policy.rules).map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
            {policy.note !== null && (
              <Text size="sm">
                <strong>Note:</strong> {policy.note}
              </Text>
            )}
          </Stack>
        </Panel>
      ))}
      <Text size="sm" c="dimmed" maw={680}>
        Of the policies somebody is in, the most specific holds: a person’s own before a group’s, then a level’s, a
        region’s, a country’s, and everyone’s.
      </Text>
    </Stack>
  );
}
